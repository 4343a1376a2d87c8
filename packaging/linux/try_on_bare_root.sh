#!/bin/sh
# Installs the Debian package on a bare root, uses it as a person would, and removes it.
#
#     sudo packaging/linux/try_on_bare_root.sh PACKAGE.deb FOLDER
#
# FOLDER gets `base`, a root of debootstrap that is kept for the next time, `root`, a copy that the
# package is installed in, and pictures of the window. The mirror is the one this machine's apt is
# set up with. Screen, pointer and keys come from outside, so that nothing is in the root that the
# package did not ask for: debootstrap, xvfb, openbox, xdotool and imagemagick are needed here.
# SCREEN names another display than :99.
#
# The package without an engine fetches one: variables of uv and SVD_DESKTOP_TORCH_INDEX are passed
# on, so that it can come from stand_ins.py:
#
#     sudo python3 packaging/linux/stand_ins.py SERVED TORCH.whl \
#         packaging/linux/try_on_bare_root.sh PACKAGE.deb FOLDER
set -eu

if [ "$#" -ne 2 ]; then
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
    exit 2
fi
if [ -z "${IN_OWN_MOUNTS:-}" ]; then  # what is mounted below goes with this process
    IN_OWN_MOUNTS=1 exec unshare --mount --pid --fork --kill-child --mount-proc "$0" "$@"
fi
here=$(dirname "$(realpath "$0")")
package=$(realpath "$1")
name=$(dpkg-deb --field "$package" Package)
mkdir -p "$2"
folder=$(realpath "$2")
base=$folder/base
root=$folder/root
home=$root/home/person
export DISPLAY="${SCREEN:-:99}"

say() {
    printf '\n== %s\n' "$*"
}

fail() {
    picture failed || true
    echo "FAILED: $*" >&2
    exit 1
}

now() {
    date +%s.%N
}

since() {
    echo "$(now) $1" | awk '{ printf "%.1f s", $1 - $2 }'
}

until_true() {  # SECONDS COMMAND...: looks ten times a second
    left=$(($1 * 10))
    shift
    until "$@" >/dev/null 2>&1; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || return 1
        sleep 0.1
    done
}

inside() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8 "$@"
}

passed=$(env | grep -E '^(UV_[A-Z_]+|SVD_DESKTOP_TORCH_INDEX)=' || true)

as_person() {
    # shellcheck disable=SC2086  # addresses have no spaces
    chroot --userspec=person:person "$root" env -i PATH=/usr/bin:/bin HOME=/home/person \
        USER=person LANG=C.UTF-8 DISPLAY="$DISPLAY" $passed "$@"
}

picture() {
    import -window root "$folder/$1.png"
}

files() {  # without what apt and dpkg keep for themselves, and the kernel's own
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./run \
        -o -path ./tmp -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./var/cache \
        -o -path ./var/log -o -path ./home \) -prune -o ! -type d -print) | sort
}

packages() {
    inside dpkg-query --show --showformat '${Package}\n' | sort
}

make_base() {
    apt-get indextargets --format '$(ORIGIN)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)' \
        'Created-By: Packages' | grep '^Debian|' | sort -u > "$folder/mirrors"
    suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
    mirror=$(grep "|$suite|main\$" "$folder/mirrors" | head -1 | cut -d'|' -f2)
    rm -rf "$base.part"
    debootstrap --variant=minbase "$suite" "$base.part" "$mirror" > "$folder/debootstrap.log"
    awk -F'|' '{ print "deb " $2 " " $3 " " $4 }' "$folder/mirrors" > "$base.part/etc/apt/sources.list"
    mv "$base.part" "$base"
}

# The first process of a namespace hears a signal only when it says so; all others go with it.
trap 'exit 1' INT TERM HUP
if xdotool getdisplaygeometry > /dev/null 2>&1; then
    echo "There is a screen $DISPLAY already: name a free one in SCREEN." >&2
    exit 1
fi
[ -d "$base" ] || make_base
rm -rf --one-file-system "$root"
cp -a "$base" "$root"
for place in proc dev sys; do
    mount --rbind "/$place" "$root/$place"
done
cp /etc/resolv.conf "$root/etc/resolv.conf"
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"  # no service starts in a root
chmod +x "$root/usr/sbin/policy-rc.d"
# What this network's administrator has this machine trust, its root has to trust as well.
mkdir -p "$root/usr/local/share/ca-certificates"
cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates" 2>/dev/null || true
cp "$package" "$root/var/cache/svd-desktop.deb"
inside useradd --create-home person
inside apt-get update -qq
files > "$folder/before"
packages > "$folder/packages-before"
if inside sh -c 'command -v python3 python'; then
    fail "the root has a Python"
fi

say "installing $(du -h "$package" | cut -f1) with what it depends on"
began=$(now)
inside apt-get install -y -qq --no-install-recommends /var/cache/svd-desktop.deb \
    > "$folder/install.log" 2>&1 || { tail "$folder/install.log"; fail "it cannot be installed"; }
echo "installed in $(since "$began"): $(inside du -sh /usr/lib/svd-desktop | cut -f1)," \
    "$(grep -c '^Setting up' "$folder/install.log") packages"
if inside sh -c 'command -v python3 python'; then
    fail "a dependency brought a Python"
fi
as_person svd-desktop --version
as_person svd-desktop doctor > "$folder/doctor.log" || true
grep -v '^ok' "$folder/doctor.log" || echo "doctor: everything works"
rm -r "$home/.local" "$home/.config" "$home/.cache" 2>/dev/null || true

say "starting it by its desktop entry"
# What a desktop starts entries with; it comes after the package has shown to need nothing more.
inside apt-get install -y -qq --no-install-recommends libglib2.0-bin > "$folder/launcher.log" 2>&1
Xvfb "$DISPLAY" -screen 0 1280x800x24 -ac > "$folder/xvfb.log" 2>&1 &
screen=$!
trap 'kill "$screen"; wait "$screen" || true' EXIT  # killed with the rest it would leave its lock
until_true 30 xdotool getdisplaygeometry || fail "Xvfb does not start"
openbox > "$folder/openbox.log" 2>&1 &
began=$(now)
as_person gio launch /usr/share/applications/svd-desktop.desktop > "$folder/program.log" 2>&1 &
until_true 120 xdotool search --onlyvisible --name 'SVD Desktop' || fail "no window comes"
echo "a window after $(since "$began")"
window=$(xdotool search --onlyvisible --name 'SVD Desktop' | head -1)
# It may come before the window manager does.
until_true 30 xdotool windowactivate "$window" || fail "the window cannot be made active"
xdotool windowsize --sync "$window" 1240 740
xdotool windowmove "$window" 0 20
library=$home/.local/share/svd-desktop
until_true 60 test -f "$library/library/library.sqlite" || fail "the library is not made"
sleep 3  # the last of the window is drawn
picture started
echo "class of the window: $(xprop -id "$window" WM_CLASS 2>/dev/null || echo unknown)"

say "rendering the sample by pointer and keys"
began=$(now)
xdotool mousemove --sync "${SAMPLE_X:-124}" "${SAMPLE_Y:-322}" click 1
sleep 5
picture sample
xdotool key ctrl+Return
if [ -d "$root/usr/lib/svd-desktop/_internal/svd_desktop/resources/uv" ]; then
    # Without an engine the window asks for it, and the clip waits until it is there.
    until_true 30 xdotool search --onlyvisible --name '^Engine' || fail "no engine is offered"
    sleep 3
    picture engine-missing
    fetching=$(now)
    xdotool key Return
    sleep 5
    picture engine-comes
    until_true 900 test -f "$library/engine/engine.json" || fail "the engine does not come"
    echo "an engine after $(since "$fetching"): $(du -sh "$library/engine" | cut -f1)"
    sleep 3
    picture engine-ready
    xdotool key Escape
    began=$(now)
fi
takes() {
    find "$library/takes" -name take.json 2>/dev/null | grep -q .
}
until_true 600 takes || fail "no take comes"
echo "a take after $(since "$began")"
sleep 3
picture rendered
xdotool windowactivate --sync "$window" key alt+F4
gone() {
    ! pgrep -f '^/usr/lib/svd-desktop/svd-desktop|svd-desktopw|/engine/environment/' > /dev/null
}
until_true 30 gone || fail "it does not end"

say "taking away what the window loads, one after the other"
python3 "$here/missing_in_root.py" "$root" > "$folder/missing.log" || { grep ^BAD "$folder/missing.log"; fail "a missing library is not told"; }
tail -1 "$folder/missing.log"

say "removing it"
inside apt-get purge -y -qq "$name" libglib2.0-bin 2>&1 | grep -E 'SVD Desktop leaves|The engine' \
    || fail "it does not say what stays"
inside apt-get autoremove --purge -y -qq > "$folder/remove.log" 2>&1
files > "$folder/after"
packages > "$folder/packages-after"
# apt keeps a package that another one recommends, as apt itself does ca-certificates.
echo "packages that apt keeps: $(comm -13 "$folder/packages-before" "$folder/packages-after" | xargs)"
echo "files that were not there before and are in no package, by folder:"
cat "$root"/var/lib/dpkg/info/*.list | sed 's/^/./' | sort -u > "$folder/owned"
comm -13 "$folder/before" "$folder/after" | comm -23 - "$folder/owned" | sed 's,/[^/]*$,,' \
    | uniq -c
if comm -13 "$folder/before" "$folder/after" | grep svd; then
    fail "something of the program stays"
fi
echo "what the person has:"
(cd "$home" && find . -path '*/svd-desktop/engine' -prune -o -type f ! -name '.bash*' ! -name .profile -printf '    %p  %s bytes\n' | sort)
