import { counted } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, failure, ok, skipped, warning } from '../check.js'
import type { View } from '../patient.js'

const MOST_NAMED = 20

export const settingsInEffect = defineCheck({
  title: 'Everything that is managed is in effect',
  group: 'settings',
  platforms: EVERYWHERE,
  severity: 'error',
  async run(patient) {
    const [own, ...others] = (await patient.views()).map(lookAt)
    const all = [own!, ...others]
    // What is so for whoever sits here, of the device’s source, is not said anew for everybody else.
    const said = new Set(linesOf(own!).map(identity))
    const detail = [
      ...linesOf(own!).map(({ text }) => text),
      ...others.flatMap((each) =>
        linesOf(each).flatMap((line) => (said.has(identity(line)) ? [] : [`For ${each.view.user}: ${line.text}`])),
      ),
    ]
    if (detail.length > MOST_NAMED) detail.splice(MOST_NAMED, Infinity, `… and ${detail.length - MOST_NAMED} more`)
    const count = (lines: (each: Look) => readonly Line[]) => new Set(all.flatMap(lines).map(identity)).size
    const hidden = count((each) => each.hidden)
    const advice =
      hidden > 0
        ? 'Keep all settings in one hive: move what is under HKCU, or remove all that is under HKLM, the unnamed value included.'
        : 'See "cowork-mdm profile status" for every setting, where it comes from and why.'
    const lost = count(({ refused, ofHidden }) => [...refused, ...ofHidden])
    if (lost > 0) {
      const is = lost === 1 ? 'is' : 'are'
      return failure(`${counted(lost, 'value')} that ${is} managed ${is} not in effect.`, { detail, advice })
    }
    if (hidden > 0) return warning(`${counted(hidden, 'managed source')} hidden by another one.`, { detail, advice })
    const differing = count((each) => each.differing)
    if (differing > 0)
      return warning(`${counted(differing, 'managed setting')} with another value in a source that comes first.`, {
        detail,
        advice: 'Where that is not meant, set it in one place.',
      })
    const counts = all.filter(({ set }) => set > 0)
    if (counts.length > 0) {
      const parts = counts.map(
        ({ set, view: { user: of } }) => `${counted(set, 'managed setting')} in effect${forWhom(of)}`,
      )
      // What the device has is the same for everybody.
      return ok(`${own!.set > 0 ? parts[0] : parts.join('; ')}.`, { detail })
    }
    if (all.some(({ isBroken }) => isBroken))
      return skipped('The app reads nothing of what is managed; "managed-readable" or "managed-access" tells why.')
    if (own!.view.tier === 'unknown') return skipped('Whether anything is managed cannot be told from here.')
    return skipped(`No managed setting is in effect${forWhom(own!.view.user)}.`, { detail })
  },
})

function forWhom(user: string | undefined): string {
  return user === undefined ? '' : ` for ${user}`
}

/** Something that is not in effect, and the source that it is in. */
interface Line {
  source: string
  text: string
}

function identity({ source, text }: Line): string {
  return `${source}\n${text}`
}

type Look = ReturnType<typeof lookAt>

/** Values of a source that is hidden as a whole are not told one by one. */
function linesOf({ refused, hidden, differing }: Look): Line[] {
  return [...refused, ...hidden, ...differing]
}

/** What is managed for one person, and what becomes of it. */
function lookAt(view: View) {
  const { settings, sources, trouble } = view
  const managed = new Set(sources.flatMap(({ id, tier }) => (tier === 'managed' ? [id] : [])))
  const hidden = sources.filter(
    ({ tier, role, values }) => tier === 'managed' && role === 'hidden' && values.length > 0,
  )
  const isHidden = (source: string) => hidden.some(({ id }) => id === source)
  const passedOver = settings.flatMap(({ key, value, holders }) =>
    holders
      .filter(({ source, outcome }) => managed.has(source) && outcome === 'shadowed')
      .map((holder) => ({ ...holder, key, isSame: JSON.stringify(holder.value) === JSON.stringify(value) })),
  )
  const differing = passedOver
    .filter(({ isSame }) => !isSame)
    .map(({ key, source, place, why }) => ({
      source,
      text: `${key} in ${place} counts for nothing. ${why.message}`,
    }))
  return {
    view,
    set: settings.filter(({ state, source }) => state === 'set' && source !== undefined && managed.has(source)).length,
    // Sources that cannot be used are told by the checks of delivery.
    refused: trouble.flatMap(({ key, source, message }) => (key === undefined ? [] : [{ source, text: message }])),
    hidden: hidden.map(({ id, place, why }) => ({
      source: id,
      text: `${place} counts for nothing. ${why?.message ?? ''}`.trim(),
    })),
    ofHidden: differing.filter(({ source }) => isHidden(source)),
    differing: differing.filter(({ source }) => !isHidden(source)),
    isBroken: sources.some(({ tier, role }) => tier === 'managed' && role === 'broken'),
  }
}
