#!/bin/bash
# The draw once more, from the words of app/domain/draws/README.md alone, with sha256sum, awk and sort.
# Prints for every category the pseudonyms in their order: CATEGORY TAB RANK TAB PSEUDONYM TAB chosen|waiting
export LC_ALL=C
file=$1
hash() { sha256sum | cut -c1-64; }
value() { awk -F'\t' -v name="$1" '$0 == "" { exit } $1 == name { print $2; exit }' "$file"; }
block() { awk -v wanted="$1" 'BEGIN { at = 1 } $0 == "" && at < 3 { at++; next } at == wanted' "$file"; }

secret=$(value secret)
[ "$(printf %s "$secret" | hash)" = "$(value commitment)" ] || { echo 'another secret' >&2; exit 1; }
[ "$(block 1 | grep '^category' | hash)" = "$(value rules)" ] || { echo 'other rules' >&2; exit 1; }
[ "$(block 2 | hash)" = "$(value list)" ] || { echo 'another list' >&2; exit 1; }
seed=$(printf 'gongyi-draw/1\n%s\n%s\n' "$secret" "$(value list)" | hash)

block 1 | grep '^category' | while IFS=$'\t' read -r _ group seats method _; do
  block 2 | awk -F'\t' -v group="$group" '$2 == group' | while IFS=$'\t' read -r pseudonym _ stratum; do
    [ "$method" = lottery ] && stratum=-
    printf '%s\t%s\t%s\n' "$(printf '%s\n%s\n' "$seed" "$pseudonym" | hash)" "$pseudonym" "$stratum"
  done | sort -t$'\t' -k1,1 -k2,2 |
    awk -F'\t' '{ printf "%09d\t%s\t%s\n", rank[$3]++, $1, $2 }' |
    sort -t$'\t' -k1,1 -k2,2 -k3,3 |
    awk -F'\t' -v group="$group" -v seats="$seats" \
      '{ printf "%s\t%d\t%s\t%s\n", group, NR, $3, NR <= seats ? "chosen" : "waiting" }'
done
