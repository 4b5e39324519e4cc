# shellcheck shell=sh
# Finds what the build needs besides Rust and installs what is missing. Sourced from the root of
# the repository (". ./.ci/tools.sh") by the Makefile and .ci/run, and by anyone who calls cargo
# themselves; sets PATH, LIBCLANG_PATH and BINDGEN_EXTRA_CLANG_ARGS where that is needed.
#
# The solver, HiGHS, is C++: cmake compiles it, and bindgen reads its header through libclang.
# Taken in this order: wheels fetched before; what the system has; the system's package manager,
# as root or where sudo asks no password; the PyPI wheels, in .tools/; else the missing is named.
#
#   TOOLS=local   leaves the system alone: wheels only
#   TOOLS=none    installs nothing

tools_wheels=$PWD/.tools/wheels

tools_say() { printf '%s\n' "$*" >&2; }
tools_has() { command -v "$1" >/dev/null 2>&1; }

# Whether one of the files named (by patterns that the caller expands) exists.
tools_any() {
    for tools_file in "$@"; do
        if [ -e "$tools_file" ]; then return 0; fi
    done
    return 1
}

tools_manager() {
    for tools_name in apt-get dnf brew; do
        if tools_has "$tools_name"; then
            echo "$tools_name"
            return
        fi
    done
}

# The packages that hold the given things, under the names of the package manager $1.
tools_packages() {
    tools_of=$1
    shift
    for tools_thing in "$@"; do
        case $tools_of/$tools_thing in
        */cmake) printf ' cmake' ;;
        apt-get/libclang) printf ' libclang-dev' ;;
        apt-get/compiler) printf ' g++' ;;
        dnf/libclang) printf ' clang-devel' ;;
        dnf/compiler) printf ' gcc-c++' ;;
        brew/libclang) printf ' llvm' ;;
        esac
    done
}

# The command that a person would type to install the given things.
tools_command() {
    tools_by=$(tools_manager)
    tools_line="$tools_by install$(tools_packages "$tools_by" "$@")"
    case $tools_by in
    '') echo "install $* with your system's package manager" ;;
    brew) echo "$tools_line" ;;
    *) if [ "$(id -u)" = 0 ]; then
        echo "$tools_line"
    elif tools_has sudo; then
        echo "sudo $tools_line"
    else
        echo "su -c '$tools_line'"
    fi ;;
    esac
}

tools_rust() {
    if ! tools_has cargo && [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
        PATH=${CARGO_HOME:-$HOME/.cargo}/bin:$PATH
        export PATH
    fi
    tools_needs=$(sed -n 's/^rust-version = "1\.\([0-9]*\).*/\1/p' Cargo.toml)
    if ! tools_has cargo; then
        tools_say "cargo is missing: gridbound is built with Rust 1.$tools_needs or newer. Get it from https://rustup.rs:"
        tools_say "    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
        return 1
    fi
    tools_found=$(rustc --version 2>/dev/null | sed -n 's/^rustc 1\.\([0-9]*\).*/\1/p')
    if [ "${tools_found:-999}" -lt "$tools_needs" ]; then
        tools_say "Rust is 1.$tools_found; gridbound needs 1.$tools_needs or newer."
        if tools_has rustup; then
            tools_say "    rustup update stable"
        else
            tools_say "    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
        fi
        return 1
    fi
}

tools_compiler() {
    if [ "$(uname -s)" = Darwin ]; then
        if ! xcode-select -p >/dev/null 2>&1; then
            tools_say 'A C++ compiler is missing: Apple gives it with the command line tools.'
            tools_say '    xcode-select --install'
            return 1
        fi
    elif ! tools_has "${CXX:-c++}" || ! tools_has "${CC:-cc}"; then
        tools_say 'A C++ compiler is missing (commands c++ and cc, or those named in CXX and CC).'
        tools_say "    $(tools_command compiler)"
        return 1
    fi
}

tools_cmake() {
    if [ -x "$tools_wheels/cmake/data/bin/cmake" ]; then
        PATH=$tools_wheels/cmake/data/bin:$PATH
        export PATH
    fi
    tools_has cmake
}

# Looks where bindgen looks, and in the places of Homebrew and of the wheel.
tools_libclang() {
    if [ -n "${LIBCLANG_PATH:-}" ]; then return 0; fi
    for tools_folder in "$tools_wheels/clang/native" /opt/homebrew/opt/llvm/lib; do
        if tools_any "$tools_folder"/libclang.*; then
            LIBCLANG_PATH=$tools_folder
            export LIBCLANG_PATH
            return 0
        fi
    done
    if [ "$(uname -s)" = Darwin ]; then
        tools_any "$(xcode-select -p)"/usr/lib/libclang.dylib \
            "$(xcode-select -p)"/Toolchains/XcodeDefault.xctoolchain/usr/lib/libclang.dylib \
            /Library/Developer/CommandLineTools/usr/lib/libclang.dylib /usr/local/opt/llvm*/lib/libclang.dylib
        return
    fi
    tools_any /usr/lib*/llvm*/lib*/libclang.so* /usr/lib*/libclang.so* /usr/lib*/libclang-[0-9]*.so* ||
        tools_any /usr/lib*/*/libclang.so* /usr/lib*/*/libclang-[0-9]*.so* /usr/local/llvm*/lib*/libclang*.so* ||
        tools_any /usr/local/lib*/libclang.so* /usr/local/lib*/*/libclang*.so* ||
        { tools_has llvm-config && tools_any "$(llvm-config --libdir)"/libclang.so*; }
}

# Clang brings its own stddef.h and the like. The wheel has the library alone, as have some
# packages: then the headers of the C compiler serve, for they are all that bindgen needs.
tools_headers() {
    if [ -n "${BINDGEN_EXTRA_CLANG_ARGS:-}" ] || [ "$(uname -s)" = Darwin ]; then return; fi
    if [ "${LIBCLANG_PATH:-}" != "$tools_wheels/clang/native" ]; then
        if tools_has clang || tools_any /usr/lib*/llvm*/lib*/clang/*/include/stddef.h \
            /usr/lib*/clang/*/include/stddef.h /usr/local/lib*/clang/*/include/stddef.h; then
            return
        fi
        if [ -n "${LIBCLANG_PATH:-}" ]; then return; fi
    fi
    BINDGEN_EXTRA_CLANG_ARGS="-isystem $("${CC:-cc}" -print-file-name=include)"
    export BINDGEN_EXTRA_CLANG_ARGS
}

# What is missing of cmake and libclang, in one line.
tools_missing() {
    tools_list=
    tools_cmake || tools_list=cmake
    tools_libclang || tools_list="$tools_list libclang"
    tools_list=${tools_list# }
}

tools_from_system() {
    tools_by=$(tools_manager)
    tools_as=
    case $tools_by in
    '') return 1 ;;
    brew) ;;
    *) if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || return 1
        tools_as='sudo -n'
    fi ;;
    esac
    # shellcheck disable=SC2046,SC2086 # the lists are split on purpose
    set -- $(tools_packages "$tools_by" $tools_list)
    tools_say "Installing $* with $tools_by ($tools_list: needed to compile the solver) ..."
    case $tools_by in
    apt-get)
        $tools_as apt-get update -qq >&2
        $tools_as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
        ;;
    dnf) $tools_as dnf install -y -q "$@" >&2 ;;
    brew) HOMEBREW_NO_AUTO_UPDATE=1 brew install -q "$@" >&2 ;;
    esac </dev/null
}

tools_from_wheels() {
    tools_has python3 || return 1
    tools_python=python3
    if ! python3 -m pip --version >/dev/null 2>&1; then
        python3 -m venv .tools/python >/dev/null 2>&1 || return 1
        tools_python=.tools/python/bin/python
    fi
    tools_say "Fetching $tools_list from PyPI into .tools/ (needed to compile the solver) ..."
    set --
    case $tools_list in *cmake*) set -- 'cmake>=3.20,<5' ;; esac
    case $tools_list in *libclang*) set -- "$@" 'libclang>=16,<19' ;; esac
    $tools_python -m pip install --quiet --disable-pip-version-check --no-input --only-binary=:all: \
        --target "$tools_wheels" --upgrade "$@" </dev/null >&2
}

tools_all() {
    tools_rust || return 1
    tools_compiler || return 1
    tools_missing
    if [ -n "$tools_list" ] && [ "${TOOLS:-}" != none ]; then
        if [ "${TOOLS:-}" != local ] && tools_from_system; then tools_missing; fi
        if [ -n "$tools_list" ] && tools_from_wheels; then tools_missing; fi
    fi
    if [ -n "$tools_list" ]; then
        tools_say "Missing: $tools_list, needed to compile the solver. Install by hand:"
        # shellcheck disable=SC2086
        tools_say "    $(tools_command $tools_list)"
        tools_say 'or, without root, install python3 with pip: then make fetches them into .tools/ and leaves the system alone.'
        return 1
    fi
    tools_headers
}

tools_report() {
    tools_say "rust      $(rustc --version)"
    tools_say "compiler  $("${CXX:-c++}" --version | head -n 1)"
    tools_say "cmake     $(cmake --version | head -n 1) ($(command -v cmake))"
    tools_say "libclang  ${LIBCLANG_PATH:-found on the system}${BINDGEN_EXTRA_CLANG_ARGS:+, with $BINDGEN_EXTRA_CLANG_ARGS}"
}

tools_all
