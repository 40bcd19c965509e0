# b12track: completion for bash. Written by `b12track completion install bash`.
_b12track() {
    local found code text said current=${COMP_WORDS[COMP_CWORD]}
    local -a fits=()
    found=$(b12track complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    code=$?
    COMPREPLY=()
    if [ "$code" = 10 ]; then
        compopt -o default
        return
    fi
    while IFS=$'\t' read -r text said; do
        [ -n "$text" ] && fits+=("$text")
    done <<< "$found"
    local inside=
    for text in "${fits[@]}"; do
        [[ ${text,,} == "${current,,}"* ]] || inside=1
        [[ $current == [\"\']* ]] || printf -v text %q "$text"
        COMPREPLY+=("$text")
    done
    # Names that hold the letters further on are listed and never cut to what they share.
    [ -n "$inside" ] && [ "${#fits[@]}" -gt 1 ] && COMPREPLY+=("")
    return 0
}
complete -o nosort -F _b12track b12track
