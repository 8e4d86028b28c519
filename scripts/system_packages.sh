#!/bin/sh
# Installs the system packages that are missing (Debian, Ubuntu), and nothing else.
# usage: system_packages.sh say|run|test [PYTHON]
#   say   tells what reading wants and is not there; installs nothing
#   run   what reading needs; without the right to install it says what will not work and goes on
#   test  that and what the tests drive (browser, database, search server); without the right it stops and says what to type
set -eu
level=${1:?say, run or test}
python=${2:-python3}

missing=""
# need COMMAND PACKAGE: the package is wanted when the command is not there
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
need_font() { [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name "$1" -print 2>/dev/null | head -n 1)" ] || missing="$missing $2"; }

"$python" -c 'import ensurepip' >/dev/null 2>&1 || missing="$missing python3-venv"
# the offline archive has the data beside this script
[ -f "$(dirname "$0")/tessdata/vie.traineddata" ] \
    || [ -n "$(find /usr/share -name vie.traineddata -print 2>/dev/null | head -n 1)" ] || missing="$missing tesseract-ocr-vie"
need soffice libreoffice-writer-nogui
need antiword antiword
# the font of that name without the 2 has no Vietnamese letters
need_font liberation2 fonts-liberation2
need_font 'DejaVuSans.ttf' fonts-dejavu-core
if [ "$level" = test ]; then
    need tesseract tesseract-ocr # what the benches measure against calls it; our own reading takes its data alone
    command -v chromium >/dev/null 2>&1 || need chromium-browser chromium
    # for the validator of PDF/A, and the search server where none is named
    need javac openjdk-17-jdk-headless
    need mvn maven
    [ -n "${VANBAN_TEST_ELASTICSEARCH:-}" ] || need unzip unzip
    need docker-compose docker-compose
    [ -n "$(find /usr/lib/postgresql -name initdb -print 2>/dev/null | head -n 1)" ] || need initdb postgresql
fi
[ -z "$missing" ] && exit 0

# shellcheck disable=SC2086 # the list is meant to be split
set -- $missing
line="apt-get install -y --no-install-recommends $*"
if [ "$level" = say ]; then
    echo "Máy chưa có các gói hệ thống: $*"
    echo "Thiếu chúng thì có thể không đọc được tệp Word đời cũ và vài trang PDF. Người quản trị máy cài bằng:"
    echo "    $line"
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    problem="this is not a Debian or Ubuntu machine: install what corresponds to them"
elif [ "$(id -u)" = 0 ]; then
    as=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as="sudo"
else
    problem="this account may not install packages"
fi
if [ -z "${problem:-}" ]; then
    echo "Installing missing system packages: $*"
    if $as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as $line -qq >/dev/null; then
        exit 0
    fi
    problem="installing failed"
fi
{
    echo "Missing system packages: $*"
    echo "$problem. To install them, an administrator types:"
    echo "    apt-get update && $line"
} >&2
[ "$level" = run ] || exit 1
echo "Going on without them: old Word files (.doc, .rtf, .odt) and scanned pages may not be readable." >&2
case " $* " in *" python3-venv "*) exit 1 ;; esac
exit 0
