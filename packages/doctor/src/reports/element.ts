import type { Element, ElementContent, Properties } from 'hast'

export type Child = Element | string | undefined | readonly Child[]

/** An element of a page. Children that are undefined are left out; texts are escaped when the page is written. */
export function element(tagName: string, properties: Properties, ...children: Child[]): Element {
  return { type: 'element', tagName, properties, children: children.flatMap(content) }
}

function content(child: Child): ElementContent[] {
  if (child === undefined) return []
  if (typeof child === 'string') return [{ type: 'text', value: child }]
  return isList(child) ? child.flatMap(content) : [child]
}

function isList(child: Element | readonly Child[]): child is readonly Child[] {
  return Array.isArray(child)
}
