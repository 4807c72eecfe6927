import { defineCheck, EVERYWHERE, failure, ok, skipped, warning } from '../check.js'
import { counted } from '../facts/listed.js'

const MOST_NAMED = 20

export const settingsInEffect = defineCheck({
  title: 'Everything that is managed is in effect',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'error',
  async run(patient) {
    const { settings, sources, trouble, user, tier } = await patient.effective()
    const managed = new Set(sources.flatMap(({ id, tier: of }) => (of === 'managed' ? [id] : [])))
    const whose = user === undefined ? '' : ` for ${user}`
    const hidden = sources.filter(({ tier: of, role }) => of === 'managed' && role === 'hidden')
    const shadowed = settings.flatMap(({ key, holders }) =>
      holders
        .filter(({ source, outcome }) => managed.has(source) && outcome === 'shadowed')
        .map(({ place, why }) => ({ key, place, why })),
    )
    const detail = [
      ...trouble.map(({ message }) => message),
      ...hidden.map(({ place, why }) => `${place} counts for nothing. ${why?.message ?? ''}`.trim()),
      ...shadowed
        .filter(({ place }) => !hidden.some((source) => source.place === place))
        .map(({ key, place, why }) => `${key} in ${place} counts for nothing. ${why.message}`),
    ]
    if (detail.length > MOST_NAMED) detail.splice(MOST_NAMED, Infinity, `… and ${detail.length - MOST_NAMED} more`)
    const set = settings.filter(({ state, source }) => state === 'set' && source !== undefined && managed.has(source))
    const lost = trouble.filter(({ code }) => code !== 'source-unknown')
    const advice = 'See "cowork-mdm profile status" for every setting, where it comes from and why.'
    if (lost.length > 0)
      return failure(
        `${counted(lost.length, 'thing')} that ${lost.length === 1 ? 'is' : 'are'} managed ${lost.length === 1 ? 'is' : 'are'} not in effect${whose}.`,
        { detail, advice },
      )
    if (hidden.length > 0)
      return warning(`${counted(hidden.length, 'managed source')} hidden by another one${whose}.`, { detail, advice })
    if (tier === 'none' || set.length === 0) return skipped(`No managed setting is in effect${whose}.`, { detail })
    if (shadowed.length > 0)
      return ok(`${counted(set.length, 'managed setting')} in effect${whose}; some are set twice.`, { detail })
    return ok(`${counted(set.length, 'managed setting')} in effect${whose}.`, { detail })
  },
})
