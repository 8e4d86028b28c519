#!/bin/sh
# Makes one archive that installs the program on a machine without a network.
# usage: bundle.sh PYTHON one|many FOLDER
#   PYTHON  an interpreter with pip and hatchling; the archive is for machines of its kind (system, processor, version)
#   one     what one machine needs (requirements.lock)
#   many    that and the clients of a cluster, of S3 stores and of identity providers (requirements-server.lock)
# Prints the path of the archive. What it fetches comes through the package clients as this machine has them set up, and
# is held against the hashes of the lock file.
set -eu
python=${1:?an interpreter}
kind=${2:?one or many}
folder=${3:?where the archive goes}
here=$(cd "$(dirname "$0")/.." && pwd)
case $python in */*) python=$(cd "$(dirname "$python")" && pwd)/$(basename "$python") ;; esac

case $kind in
one) lock=requirements.lock; tail=offline ;;
many) lock=requirements-server.lock; tail=offline-many ;;
*) echo "bundle.sh: one or many, not $kind" >&2; exit 2 ;;
esac
version=$(cd "$here" && "$python" -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])')
name=vanban-$version-$tail
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
work=$folder/$name.part
rm -rf "$work"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/$name/wheels" "$work/$name/tessdata"

# Wheels only: building from source on the other machine would need compilers, and the network for their tools.
"$python" -m pip download --quiet --require-hashes --only-binary :all: --dest "$work/$name/wheels" -r "$here/$lock" >&2
said=$(cd "$here" && "$python" -m hatchling build -t wheel -d "$work/$name/wheels" 2>&1) || { echo "$said" >&2; exit 1; }

# The better recognition data where npm is at hand, else that of the system: better than none, and said.
if ! "$python" -m extractor.readers.ocr_data >/dev/null 2>&1; then
    echo "bundle.sh: npm could not fetch the better recognition data; taking that of this system." >&2
fi
data=$("$python" -c 'from extractor.readers.ocr_data import data_folder; print(data_folder() or "")')
[ -n "$data" ] || { echo "bundle.sh: no Vietnamese recognition data: install tesseract-ocr-vie" >&2; exit 1; }
cp "$data/vie.traineddata" "$work/$name/tessdata/"

cp "$here/$lock" "$work/$name/requirements.lock"
cp -R "$here/docs" "$work/$name/docs"
cp "$here/LICENSE" "$here/scripts/system_packages.sh" "$here/scripts/bundle/install.sh" "$here/scripts/bundle/README.md" \
    "$work/$name/"
"$python" -c 'import platform, sys; print("%d.%d" % sys.version_info[:2], platform.system(), platform.machine())' \
    >"$work/$name/made-for"
(cd "$work/$name" && find . -type f ! -name SHA256SUMS -print | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)
# Same content, same archive: no names, no times of this machine.
tar -C "$work" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=go=u-w -cf "$folder/$name.tar.part" "$name"
mv "$folder/$name.tar.part" "$folder/$name.tar"
echo "$folder/$name.tar"
