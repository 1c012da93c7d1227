#!/bin/sh
# The window measured from outside, under Xvfb with the software renderer: time from start to the
# first painted frame, and resident memory, of the start screen and of opened registers.
#
#   cargo build --release && cargo bench --bench register -- open   (makes the two registers)
#   benches/window.sh [target/release/sochibo]
#
# Needs Xvfb, xwd, xdotool. The clock's grain is one look at the screen: 5 to 20 ms.
set -eu
program=${1:-target/release/sochibo}
password=mua-nuoc-noi-nam-nay
display=:$((90 + $$ % 100))
home=$(mktemp -d)
Xvfb "$display" -screen 0 1366x768x24 -nolisten tcp >/dev/null 2>&1 &
server=$!
window=
trap 'kill $window $server 2>/dev/null || true; rm -rf "$home"' EXIT INT TERM
export DISPLAY="$display" HOME="$home" XDG_CONFIG_HOME="$home" XDG_RUNTIME_DIR="$home" ICED_BACKEND=tiny-skia
chmod 700 "$home"

now() { date +%s%3N; }
screen() { xwd -root -silent 2>/dev/null | tail -c +4000 | cksum; }
memory() { awk '/VmRSS/ { printf "%d MB", $2 / 1000 }' "/proc/$window/status"; }

# Waits until the screen has been the same for some seconds.
settle() {
    last=none
    while [ "$last" != "$(screen)" ]; do last=$(screen); sleep "${1:-1}"; done
}

# Starts the program with these arguments and tells when the screen is no longer empty.
start() {
    empty=$(screen)
    from=$(now)
    "$program" --renderer software "$@" &
    window=$!
    while [ "$(screen)" = "$empty" ]; do
        [ $(($(now) - from)) -lt 20000 ] || { echo "nothing painted in 20 s" >&2; exit 1; }
    done
    painted=$(($(now) - from))
}

# Ends this program, and no other.
stop() {
    kill "$window"
    wait "$window" 2>/dev/null || true
    window=
}

until xwd -root -silent >/dev/null 2>&1; do sleep 0.1; done
for round in 1 2 3; do
    start
    settle
    echo "start screen: painted after $painted ms, $(memory)"
    stop
    sleep 0.5
done
for name in bench-sample bench-register; do
    folder=$(dirname "$program")/../$name
    [ -d "$folder" ] || { echo "$name is not there: see the top of this file"; continue; }
    start "$folder"
    settle
    xdotool search --onlyvisible --pid "$window" windowfocus --sync 2>/dev/null ||
        xdotool search --onlyvisible --name . windowfocus --sync
    before=$(memory)
    # Enter in the empty form leads to the field that is missing: the password.
    xdotool key Return
    sleep 0.5
    xdotool type --delay 20 "$password"
    settle
    locked=$(screen)
    from=$(now)
    xdotool key Return
    while [ "$(screen)" = "$locked" ]; do :; done
    answered=$(($(now) - from))
    settle 5
    echo "$name: painted after $painted ms, $before; answers Enter after $answered ms; open: $(memory)"
    if [ -n "${SHOTS:-}" ]; then xwd -root -silent >"$SHOTS/$name.xwd"; fi
    stop
    sleep 0.5
done
