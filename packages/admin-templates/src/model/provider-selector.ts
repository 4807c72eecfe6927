import type { Setting } from './template-model.js'

/** The setting that chooses the inference provider: the one that offers every provider that settings are bound to. */
export function providerSelector(settings: readonly Setting[]): Setting | undefined {
  const providers = settings.flatMap(({ key }) => key.providers ?? [])
  if (providers.length === 0) return undefined
  return settings.find(({ key }) => providers.every((provider) => key.value.enum?.includes(provider)))
}
