/**
 * Words of a text, for the search. Chinese has no spaces: its words are found by a dictionary. Nothing outside is used, as the
 * function is written into the pages as text.
 */
export function words(text: string): string[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
  return text.split(/[\s\p{P}]+/u).flatMap((part) => {
    if (!/\p{Script=Han}/u.test(part)) return part === '' ? [] : [part]
    return [...segmenter.segment(part)].map(({ segment }) => segment)
  })
}
