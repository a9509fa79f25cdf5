# Sourced by run.sh and test.sh: installs what a fresh machine lacks. Debian with root; elsewhere it says what to install.

# need_packages NAME | COMMAND:PACKAGE | FILE:PACKAGE …   installs each package whose command or file is not there
need_packages() {
    local missing=() item
    for item in "$@"; do [ -e "${item%%:*}" ] || command -v "${item%%:*}" >/dev/null 2>&1 || missing+=("${item##*:}"); done
    install_packages "${missing[@]}"
}

need_cjk_font() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ] && return 0
    install_packages fontconfig fonts-noto-cjk
}

install_packages() {
    [ $# -eq 0 ] && return 0
    if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ]; then
        echo "Please install these packages first: $*" >&2
        return 1
    fi
    echo "Installing $*" >&2
    # a machine that was never updated has no package list; one that was may have an old one
    { apt-get install -y -qq --no-install-recommends "$@" || { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; }; } \
        >/dev/null || { echo "These packages could not be installed: $*" >&2; return 1; }
}

# npm_install FOLDER   only when the lock file is newer than what is installed
npm_install() {
    local folder=$1
    [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] && return 0
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error) && touch "$folder/node_modules/.package-lock.json"
}

need_command() {
    command -v "$1" >/dev/null 2>&1 && return 0
    echo "$1 was not found: please install $2." >&2
    return 1
}

# Builds the staff pages when a source is newer than what was built.
build_pages() {
    local app=src/Edge/Web/ClientApp built=src/Edge/wwwroot/index.html
    npm_install "$app" || return 1
    if [ ! -f "$built" ] || [ -n "$(find "$app" -path "$app/node_modules" -prune -o -newer "$built" -type f -print -quit)" ]; then
        (cd "$app" && npm run --silent build)
    fi
}
