# Builds what is needed and nothing else; sourced by ./run and ./redvest, which set $root.
# What was built is remembered in .artifacts/*.stamp by the hash of its sources, so an unchanged start builds nothing.

artifacts=$root/.artifacts
# A larger nursery for short-lived objects (64 MiB): a rush at the lanes collects it four times less often. .NET reads it from here only.
export DOTNET_GCgen0size=${DOTNET_GCgen0size:-0x4000000}
case "${REDVEST_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}" in en*) language=en ;; *) language=zh ;; esac
previous=""
for word in "$@"; do
  case "$word" in --lang=*) language=${word#--lang=} ;; esac
  if [ "$previous" = --lang ]; then language=$word; fi
  previous=$word
done

# say ZH EN
say() { if [ "$language" = en ]; then printf '%s\n' "$2" >&2; else printf '%s\n' "$1" >&2; fi; }

stop() { say "$1" "$2"; exit 69; }

# The hash of all files below the given folders, build output left out.
hash_of() {
  (cd "$root" && find $(ls -d "$@" 2>/dev/null) \( -name bin -o -name obj -o -name node_modules -o -name dist -o -name test-results \) -prune -o -type f ! -name '*.tsbuildinfo' ! -name .eslintcache -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
}

is_fresh() { [ "$(cat "$artifacts/$1.stamp" 2>/dev/null)" = "$2" ]; }

# run_logged NAME COMMAND…: silent when it works; when not, the end of what it said.
run_logged() {
  local log=$artifacts/$1.log; shift
  "$@" >"$log" 2>&1 && return 0
  tail -n 25 "$log" >&2
  stop "构建失败,完整输出在 $log。" "The build failed; all it said is in $log."
}

build_server() {
  local hash
  hash=$(hash_of src packs data Directory.Build.props Directory.Packages.props global.json)
  [ -f "$artifacts/server/redvest.dll" ] && is_fresh server "$hash" && return 0
  command -v dotnet >/dev/null && dotnet --list-sdks | grep -q '^10\.' ||
    stop "缺少 .NET 10 SDK:请从 https://dotnet.microsoft.com/download 安装后再运行。" \
      "The .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download and run this again."
  say "正在构建服务器(第一次约需一两分钟)……" "Building the server (a minute or two the first time) …"
  run_logged server dotnet build "$root/src/RedVest/RedVest.csproj" -c Release -o "$artifacts/server" -v q -nologo -p:RestoreLockedMode=true
  echo "$hash" >"$artifacts/server.stamp"
}

build_web() {
  local hash lock
  [ -f "$root/web/package.json" ] || return 0
  hash=$(hash_of web deploy/precompress.mjs)
  [ -f "$root/web/field/dist/index.html" ] && [ -f "$root/web/office/dist/index.html" ] && [ -f "$root/web/resident/dist/index.html" ] && is_fresh web "$hash" && return 0
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null &&
    command -v npm >/dev/null ||
    stop "缺少 Node 20.19(或 22.12)以上版本和 npm:请从 https://nodejs.org 安装后再运行;Debian 12 自带的版本太旧。" \
      "Node 20.19 (or 22.12) or later with npm is missing: install it from https://nodejs.org and run this again; Debian 12's own is too old."
  lock=$(hash_of web/package-lock.json)
  if [ ! -d "$root/web/node_modules" ] || ! is_fresh web-packages "$lock"; then
    say "正在安装网页所需的软件包……" "Installing the packages of the web apps …"
    run_logged web-packages npm --prefix "$root/web" ci --no-fund --no-audit
    echo "$lock" >"$artifacts/web-packages.stamp"
  fi
  say "正在构建网页……" "Building the web apps …"
  run_logged web npm --prefix "$root/web" run build
  run_logged web-precompress node "$root/deploy/precompress.mjs" "$root/web/field/dist" "$root/web/office/dist" "$root/web/resident/dist"
  echo "$hash" >"$artifacts/web.stamp"
}

# with_lock COMMAND…: two terminals that start at once do not build into one another.
with_lock() {
  mkdir -p "$artifacts" 2>/dev/null && [ -w "$artifacts" ] ||
    stop "不能写入 $artifacts:请把仓库放到可写的文件夹里。" "$artifacts cannot be written to: put the repository into a folder you may write."
  exec 9>"$artifacts/.lock"
  if command -v flock >/dev/null; then flock 9; fi
  "$@"
  exec 9>&-
}
