#!/bin/sh
# Writes the three lock files (one machine; many machines; development) from pyproject.toml: every version with its hashes, and no download host.
# usage: lock.sh PIP_COMPILE [extra pip-compile options, e.g. --upgrade]
set -eu
compile=$1
shift
cd "$(dirname "$0")/.."
export CUSTOM_COMPILE_COMMAND="make lock"
options="--quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras --allow-unsafe"
# The lock for running holds the build tool too: the project itself is installed without reaching for it unhashed.
# shellcheck disable=SC2086
"$compile" $options --build-deps-for editable --constraint scripts/lock_constraints.txt --output-file requirements.lock "$@" pyproject.toml
# shellcheck disable=SC2086
"$compile" $options --extra cluster --extra oidc --extra s3 --build-deps-for editable --constraint requirements.lock \
    --output-file requirements-server.lock "$@" pyproject.toml
# shellcheck disable=SC2086
"$compile" $options --extra dev --build-deps-for editable --constraint requirements.lock \
    --output-file requirements-dev.lock "$@" pyproject.toml
if grep -nE '://|^--(index|extra-index|find-links|trusted)' requirements*.lock; then
    echo "lock.sh: a lock file names a download host" >&2
    exit 1
fi
