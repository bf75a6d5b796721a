#!/bin/sh
# Photographs the demo's page into docs/images/gallery.png. First run the demo, in the repository's root:
#   mvn -q -Pdemo -pl examples/file-to-s3 -am compile
# On Debian: apt-get install -y --no-install-recommends chromium fonts-dejavu-core
set -eu

here=$(cd "$(dirname "$0")" && pwd)
page=$here/target/demo/gallery/index.html
images=$(cd "$here/../.." && pwd)/docs/images
picture=$images/gallery.png
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

[ -f "$page" ] || { echo "There is no $page: run the demo first" >&2; exit 1; }
mkdir -p "$images"
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync \
    --user-data-dir="$profile" --window-size="${1:-1280,1500}" --screenshot="$picture" "file://$page" \
    >"$profile/log" 2>&1 || { cat "$profile/log" >&2; exit 1; }
[ -s "$picture" ] || { cat "$profile/log" >&2; exit 1; }
echo "$picture"
