import { keyNamed, type SchemaDocument } from '@cowork-mdm/schema'

/** Something to fill in. */
export interface TemplateSlot {
  /** `REPLACE_GATEWAY_HOST`; what is written for it stands in every place of that name. */
  token: string
  /** What goes there, from the comment; empty where a template says nothing. */
  comment: string
  /** The settings and fields that it stands in. */
  keys: string[]
  /** Of its first place, counted from 1. */
  line: number
}

const TOKEN = /REPLACE_[A-Z0-9]+(?:_[A-Z0-9]+)*/g

/** The slots of templates that stand in a text, each once. */
export function slotsIn(text: string): string[] {
  return [...new Set(text.match(TOKEN))]
}

/** What has to be filled in in a template, in the order of the template. */
export function templateSlots(template: string, document: SchemaDocument): TemplateSlot[] {
  const slots = new Map<string, TemplateSlot>()
  const comments = new Map<string, string>()
  let key = ''
  let commented: string | undefined
  for (const [index, line] of template.split('\n').entries()) {
    const comment = /^\s*# (.*)$/.exec(line)?.[1]
    if (comment !== undefined) {
      const [, token, text] = /^(REPLACE_[A-Z0-9_]+): (.*)$/.exec(comment) ?? []
      commented = token ?? commented
      if (commented !== undefined) comments.set(commented, text ?? `${comments.get(commented)} ${comment}`)
      continue
    }
    commented = undefined
    const name = /^ {0,2}(\w+):/.exec(line)?.[1]
    if (name !== undefined && (!line.startsWith(' ') || keyNamed(document, name))) key = name
    for (const [token] of line.matchAll(TOKEN)) {
      const slot = slots.get(token)
      if (!slot) slots.set(token, { token, comment: comments.get(token) ?? '', keys: [key], line: index + 1 })
      else if (!slot.keys.includes(key)) slot.keys.push(key)
    }
  }
  return [...slots.values()]
}
