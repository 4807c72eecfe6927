import { LANGUAGES } from '@cowork-mdm/schema'
import { WORDS, type Words } from '../../words/words.js'
import type { Element } from 'hast'
import { h, type Child } from 'hastscript'

/** A text in every language; the page shows the one that was chosen. Texts that are the same stand once. */
export function bilingual(text: (words: Words) => string, tagName = 'span'): Element[] {
  const texts = LANGUAGES.map((language) => text(WORDS[language]))
  if (texts.every((other) => other === texts[0])) return [h(tagName, {}, texts[0])]
  return eachLanguage((words) => text(words), tagName)
}

/** An element for every language, of which the page shows one. */
export function eachLanguage(
  content: (words: Words, language: (typeof LANGUAGES)[number]) => Child,
  tagName = 'span',
): Element[] {
  return LANGUAGES.map((language) => h(tagName, { lang: WORDS[language].tag }, content(WORDS[language], language)))
}

/** Attributes from which the page's script takes the text of an element that can hold nothing but text, as an option. */
export function textByLanguage(text: (words: Words) => string): Record<string, string> {
  return Object.fromEntries(
    LANGUAGES.map((language) => [`dataText${language === 'en' ? 'En' : 'Zh'}`, text(WORDS[language])]),
  )
}
