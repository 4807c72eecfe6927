import { defineRule } from '../rule.js'

export const payloadSettingsUnforced = defineRule({
  group: 'identity',
  severity: 'error',
  summary: 'Managed preferences that are set once instead of forced',
  why: 'What is set once goes into a person’s own preferences, where people can change it. The app reads managed settings alone.',
  remedy: 'Put the settings under `Forced`.',
  source: 'Apple, com.apple.ManagedClient.preferences; timsutton/mcxToProfile, README',
  messages: {
    once: ({ state }: { state: string }) =>
      `The settings stand under ${state}, which the app does not read; use Forced.`,
  },
  check: ({ artifact: { notes } }, report) => {
    for (const { code, detail = 'another state', range } of notes)
      if (code === 'not-forced') report('once', { state: detail }, { range })
  },
})
