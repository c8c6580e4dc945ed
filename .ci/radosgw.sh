#!/usr/bin/env bash
# A real S3 on this machine, for tests: one Ceph monitor, one OSD that keeps its data in memory, and a radosgw, on loopback
# and on free ports. Needs Debian's radosgw, ceph-mon, ceph-osd, ceph-mgr and ceph-common.
#
#   eval "$(.ci/radosgw.sh start)"   starts it, and sets S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY and S3_SECRET_KEY
#   .ci/radosgw.sh stop              ends it, and removes all of its data
#
# Everything is in one folder under /tmp (Ceph's socket names must be short), one for each checkout. The credentials are
# good for this instance only.
set -euo pipefail

checkout=$(cd "$(dirname "$0")/.." && pwd)
home=/tmp/certificate-agent-s3-$(printf '%s' "$checkout" | cksum | cut -d' ' -f1)
conf=$home/ceph.conf
access_key=test-access-key
secret_key=test-secret-key
answer_seconds_max=60

stop() {
  local pid_file pid
  for pid_file in "$home"/*.pid; do
    [ -e "$pid_file" ] || continue
    pid=$(cat "$pid_file")
    # The id may have gone to another process since: only what runs with our configuration is ended.
    if [ -e "/proc/$pid/cmdline" ] && tr "\0" " " <"/proc/$pid/cmdline" | grep -qF -- "-c $conf"; then
      kill -9 "$pid" 2>/dev/null || true
    fi
  done
  rm -rf "$home"
}

# Three free ports at once, so that they differ.
free_ports() {
  node -e '
    const servers = [0, 0, 0].map((port) => require("net").createServer().listen(port, "127.0.0.1"));
    setTimeout(() => { console.log(servers.map((server) => server.address().port).join(" ")); process.exit(); }, 50);'
}

write_conf() {
  local mon_port=$1 mon_port_v1=$2 rgw_port=$3
  cat >"$conf" <<CONF
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon host = [v2:127.0.0.1:$mon_port/0,v1:127.0.0.1:$mon_port_v1/0]
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
keyring = $home/keyring
run dir = $home
admin socket = $home/\$name.asok
log file = $home/\$name.log
auth allow insecure global id reclaim = true
# One of everything, and no waiting for others.
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
paxos propose interval = 0.05
paxos min wait = 0.01
osd objectstore = memstore
memstore device bytes = 1073741824
[mon.a]
mon data = $home/mon
[osd.0]
osd data = $home/osd
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:$rgw_port
rgw data = $home/rgw
CONF
}

make_keys() {
  local name
  ceph-authtool --create-keyring "$home/keyring" --gen-key -n mon. --cap mon 'allow *'
  for name in client.admin client.rgw osd.0; do
    ceph-authtool "$home/keyring" --gen-key -n "$name" --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
  done
}

# Runs a daemon in the foreground of its own session, so that it outlives this script and its pipes.
daemon() {
  local name=$1
  shift
  setsid "$@" -c "$conf" -f </dev/null >"$home/$name.out" 2>&1 &
  echo $! >"$home/$name.pid"
}

start() {
  local ports mon_port mon_port_v1 rgw_port osd_uuid started=$SECONDS
  for tool in ceph-mon ceph-osd ceph radosgw radosgw-admin curl; do
    command -v "$tool" >/dev/null || { echo "radosgw.sh: $tool is not installed" >&2; return 1; }
  done
  stop
  mkdir -p -m 700 "$home" && mkdir "$home"/{mon,osd,rgw}
  ports=$(free_ports)
  read -r mon_port mon_port_v1 rgw_port <<<"$ports"
  write_conf "$mon_port" "$mon_port_v1" "$rgw_port"
  exec 3>"$home/setup.log"
  make_keys >&3 2>&1

  monmaptool --create --fsid "$(sed -n 's/^fsid = //p' "$conf")" \
    --addv a "[v2:127.0.0.1:$mon_port,v1:127.0.0.1:$mon_port_v1]" "$home/monmap" >&3 2>&1
  ceph-mon --mkfs -i a -c "$conf" --monmap "$home/monmap" --keyring "$home/keyring" >&3 2>&1
  daemon mon ceph-mon -i a

  osd_uuid=$(cat /proc/sys/kernel/random/uuid)
  timeout 30 ceph -c "$conf" osd new "$osd_uuid" 0 >&3 2>&1
  ceph-osd -i 0 -c "$conf" --mkfs --osd-uuid "$osd_uuid" >&3 2>&1
  daemon osd ceph-osd -i 0

  timeout 60 radosgw-admin -c "$conf" -n client.rgw user create --uid=test --display-name=test \
    --access-key="$access_key" --secret-key="$secret_key" >&3 2>&1
  daemon rgw radosgw -n client.rgw
  until curl -s -o /dev/null "http://127.0.0.1:$rgw_port/"; do
    [ $((SECONDS - started)) -lt "$answer_seconds_max" ] || { echo "radosgw.sh: no answer; see $home" >&2; return 1; }
    sleep 0.1
  done
  printf 'export S3_ENDPOINT=http://127.0.0.1:%s S3_BUCKET=certificates S3_ACCESS_KEY=%s S3_SECRET_KEY=%s\n' \
    "$rgw_port" "$access_key" "$secret_key"
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  *) echo "usage: ${0##*/} start|stop" >&2; exit 2 ;;
esac
