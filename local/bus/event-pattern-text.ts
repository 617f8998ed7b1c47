/** Equality without case (event-ruler README, "Equals-ignore-case matching"). */
export function literal(wanted: string): (text: string) => boolean {
  const folded = wanted.toLowerCase();
  return (text) => text.toLowerCase() === folded;
}

/**
 * `*` is any run of characters; `\*` is an asterisk and `\\` a backslash; two `*` in a row and any other escape are refused.
 * Source: event-ruler README, "Wildcard matching".
 */
export function wildcard(pattern: string): (text: string) => boolean {
  let source = "";
  let previousWasStar = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === "*") {
      if (previousWasStar) throw new Error(`wildcard ${pattern} has two * in a row`);
      previousWasStar = true;
      source += "[^]*";
      continue;
    }
    previousWasStar = false;
    if (character !== "\\") {
      source += quote(character);
      continue;
    }
    at += 1;
    const escaped = pattern.charAt(at);
    if (escaped !== "*" && escaped !== "\\") throw new Error(`wildcard ${pattern} escapes something other than * and \\`);
    source += quote(escaped);
  }
  const expression = new RegExp(`^${source}$`);
  return (text) => expression.test(text);
}

const quote = (character: string) => character.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
