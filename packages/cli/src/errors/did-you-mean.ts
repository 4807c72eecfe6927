import { nearestName } from '@cowork-mdm/schema'

/** `Did you mean "show"?` where one of the words is near enough. `form` turns the word into what is to be typed. */
export function didYouMean(
  word: string,
  words: readonly string[],
  form: (suggestion: string) => string = (suggestion) => suggestion,
): string | undefined {
  const nearest = nearestName(word, words)
  return nearest === undefined ? undefined : `Did you mean "${form(nearest)}"?`
}
