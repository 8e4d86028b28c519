#!/bin/sh
# Cài vanban từ gói này, không cần mạng. / Installs from this folder, without a network.
# usage: install.sh FOLDER      PYTHON=python3.12 install.sh FOLDER
set -eu
target=${1:?thư mục để cài, ví dụ: sh install.sh ~/vanban}
python=${PYTHON:-python3}
here=$(cd "$(dirname "$0")" && pwd)

fail() {
    echo "install.sh: $1" >&2
    exit 1
}

echo "Kiểm tra các tệp của gói ..."
(cd "$here" && sha256sum --quiet --check SHA256SUMS) >&2 || fail "gói không còn nguyên vẹn: hãy chép lại."

wanted=$(cat "$here/made-for")
found=$("$python" -c 'import platform, sys; print("%d.%d" % sys.version_info[:2], platform.system(), platform.machine())') \
    || fail "không chạy được $python."
[ "$wanted" = "$found" ] \
    || fail "gói dành cho Python $wanted, máy này là $found. Chỉ Python khác bằng PYTHON=..., hoặc đóng gói lại trên máy cùng loại."

# A folder of something else is not written into; one with an older version is brought up.
if [ -d "$target" ] && [ ! -f "$target/pyvenv.cfg" ] && [ -n "$(ls -A "$target")" ]; then
    fail "thư mục $target đã có thứ khác. Hãy chọn thư mục mới."
fi
echo "Cài vào $target ..."
"$python" -m venv "$target" || fail "không tạo được môi trường Python: hãy cài gói hệ thống python3-venv."
install() { "$target/bin/python" -m pip --isolated --disable-pip-version-check --quiet install --no-index "$@"; }
install --find-links "$here/wheels" --require-hashes -r "$here/requirements.lock"
install --no-deps --force-reinstall "$here"/wheels/vanban-*.whl
mkdir -p "$target/share/vanban"
rm -rf "$target/share/vanban/tessdata" "$target/share/vanban/docs"
cp -R "$here/tessdata" "$here/docs" "$target/share/vanban/"

"$target/bin/vanban" --version
sh "$here/system_packages.sh" say "$target/bin/python"
echo "Xong. Chạy: $target/bin/vanban serve"
