import { readerRules, SETTING_ROLES, staysOnDevice } from '@cowork-mdm/schema'
import type { ManagedSource } from '../sources/managed-source.js'
import { byPrecedence, chooseSources, type Choice } from './choose-sources.js'
import type { EffectiveSetting, Holder, IgnoredValue, Resolution, ResolveContext, SourceVerdict } from './effective.js'
import { entriesOf, holderOf, type Entry } from './entries.js'
import { reason, type Reason, type ReasonCode } from './reasons.js'
import { remarksOn } from './remarks.js'
import { troubleOf } from './trouble.js'

/**
 * What the app makes of the sources of one user, by the reading rules of its release. Depends on nothing else, and not on the
 * order of the sources.
 */
export function resolveSettings(found: readonly ManagedSource[], context: ResolveContext): Resolution {
  const sources = [...found].sort(byPrecedence(context.platform))
  const read = sources.map((source) => entriesOf(source, context))
  const entries = read.flatMap((each) => each.entries)
  const rules = new Set(readerRules(context.appVersion, context.platform).map(({ id }) => id))
  const choice = chooseSources(sources, entries, { rules, isPackage: context.isPackage ?? false })
  const device = new Settings({ sources, choice, context }, entries)
  const bootstrapAsked = rules.has('bootstrap-replaces') && device.asksServer()
  const settings = device.settings(bootstrapAsked)
  const verdicts = sources.map((source) => verdictOn(source, choice, bootstrapAsked))
  const ignored = read.flatMap((each) => each.ignored)
  const isLocal = verdicts.some(({ tier, role }) => tier === 'local' && role === 'in-effect')
  return {
    tier: choice.tier === 'local' && !isLocal ? 'none' : choice.tier,
    ...(choice.tier !== 'unknown' && { localInEffect: choice.localInEffect }),
    bootstrapAsked,
    sources: rules.has('unknown-name-voids-file') ? verdicts.map((verdict) => withDoubt(verdict, ignored)) : verdicts,
    settings,
    ignored,
    trouble: troubleOf(verdicts, settings),
  }
}

/** On Linux, reports disagree whether a name that the app does not know makes it refuse the whole file. */
function withDoubt(verdict: SourceVerdict, ignored: readonly IgnoredValue[]): SourceVerdict {
  const unknown = ignored.find(({ source, why }) => source === verdict.id && why.code === 'unknown-name')
  if (verdict.tier !== 'managed' || verdict.role !== 'in-effect' || !unknown) return verdict
  const message = `Expected names of settings alone, found ${unknown.name}: reports disagree whether the app then reads the rest.`
  const problem = { code: 'unknown-name', severity: 'warning', message, hint: 'Remove or correct it.' } as const
  return { ...verdict, problems: [...verdict.problems, problem] }
}

function verdictOn(source: ManagedSource, { roles }: Choice, bootstrapAsked: boolean): SourceVerdict {
  if (source.tier !== 'bootstrap') return { ...source, ...roles.get(source.id)! }
  if (!bootstrapAsked) {
    // Of an answer that was given it is told, whether or not it can be read.
    return source.state === 'unknown'
      ? { ...source, role: 'idle' }
      : { ...source, role: 'hidden', why: reason('no-server-asked') }
  }
  return { ...source, role: source.state === 'read' ? 'in-effect' : 'unknown' }
}

interface Machine {
  /** In the order of precedence. */
  sources: readonly ManagedSource[]
  choice: Choice
  context: ResolveContext
}

/** The settings of a machine, each with all that hold it. */
class Settings {
  private readonly byKey = new Map<string, Entry[]>()

  constructor(
    private readonly machine: Machine,
    entries: readonly Entry[],
  ) {
    for (const entry of entries) {
      const { name } = entry.key
      this.byKey.set(name, [...(this.byKey.get(name) ?? []), entry])
    }
  }

  /** Whether the settings of the device name a bootstrap server, and do not turn it off. */
  asksServer(): boolean {
    const onDevice = (key: string) => {
      const entries = (this.byKey.get(key) ?? []).filter(({ source }) => source.tier !== 'bootstrap')
      return this.setting(key, entries, false).value
    }
    return onDevice(SETTING_ROLES.bootstrap) !== undefined && onDevice(SETTING_ROLES.bootstrapEnabled) !== false
  }

  settings(bootstrapAsked: boolean): EffectiveSetting[] {
    return [...this.byKey]
      .map(([key, entries]) => this.setting(key, entries, bootstrapAsked))
      .sort((left, right) => (left.key < right.key ? -1 : 1))
  }

  private setting(name: string, entries: readonly Entry[], bootstrapAsked: boolean): EffectiveSetting {
    const onDevice = entries.filter(({ source }) => source.tier !== 'bootstrap')
    const served = entries.filter(({ source }) => source.tier === 'bootstrap')
    const key = entries[0]?.key
    const byServer = bootstrapAsked && key !== undefined && !staysOnDevice(key)
    const passedOver = new Map<Entry, Holder>()
    for (const entry of onDevice) {
      const why = this.whyNot(entry)
      if (why) passedOver.set(entry, holderOf(entry, why.outcome, why.why))
    }
    for (const entry of served)
      if (!byServer) passedOver.set(entry, holderOf(entry, 'not-read', notServed(bootstrapAsked)))
    const live = entries.filter((entry) => !passedOver.has(entry))
    const ofServer = live.filter(({ source }) => source.tier === 'bootstrap')
    const winner = firstOf(
      byServer && ofServer.length > 0 ? ofServer : live.filter((entry) => !ofServer.includes(entry)),
    )
    const server = this.machine.sources.find(({ tier }) => tier === 'bootstrap')
    const isAnswered = server?.state === 'read'
    const doubt = winner && this.doubtAbout(winner)
    const holders = live.map((entry): Holder => {
      if (byServer && entry.source.tier !== 'bootstrap') {
        return isAnswered
          ? holderOf(entry, 'shadowed', reason('server-replaced', { by: server }))
          : holderOf(entry, 'unknown', reason('server-decides', { ...(server && { by: server }) }))
      }
      if (entry !== winner) return holderOf(entry, 'shadowed', this.whyShadowed(entry, winner!))
      if (doubt) return holderOf(entry, 'unknown', reason('maybe-hidden', { by: doubt }))
      return decided(entry, this.whyFirst(entry, entries))
    })
    holders.push(...passedOver.values())
    const rank = (holder: Holder) => this.machine.sources.findIndex(({ id }) => id === holder.source)
    holders.sort((left, right) => Number(isDecisive(right)) - Number(isDecisive(left)) || rank(left) - rank(right))
    return this.settingOf(name, holders, winner)
  }

  private settingOf(key: string, holders: Holder[], winner: Entry | undefined): EffectiveSetting {
    const deciding = holders.find(isDecisive)
    const { default: standard } = winner?.key ?? {}
    return {
      key,
      state: stateOf(holders, deciding),
      ...(deciding?.value !== undefined && { value: deciding.value }),
      ...(deciding && { source: deciding.source }),
      ...(standard !== undefined && { default: standard }),
      holders,
      remarks: deciding && winner ? remarksOn(winner, this.machine.context) : [],
    }
  }

  /** Why the app passes a value over whatever else there is; nothing where it does not. */
  private whyNot({ source, key, isVisible, stored }: Entry): { outcome: Holder['outcome']; why: Reason } | undefined {
    const { choice } = this.machine
    const { role, why } = choice.roles.get(source.id)!
    if (role === 'hidden') return { outcome: 'shadowed', why: why! }
    if (role === 'broken') return { outcome: 'not-read', why: reason('source-refused', { by: source }) }
    if (!isVisible) return { outcome: 'not-read', why: reason('unreadable-type', { detail: stored.type }) }
    if (source.tier === 'local' && choice.isBehaviorOnly && key.appBehaviorOnly) {
      const by = this.machine.sources.find(
        ({ id, tier }) => tier === 'managed' && choice.roles.get(id)!.role === 'in-effect',
      )
      return { outcome: 'shadowed', why: reason('behavior-from-managed', { by: by! }) }
    }
    return undefined
  }

  /** A source that comes before this one and cannot be seen into. */
  private doubtAbout({ source }: Entry): ManagedSource | undefined {
    const { sources, choice } = this.machine
    return sources.slice(0, sources.indexOf(source)).find(({ id }) => choice.roles.get(id)?.role === 'unknown')
  }

  private whyShadowed(entry: Entry, winner: Entry): Reason {
    const by = winner.source
    if (entry.stored.name !== winner.stored.name) {
      if (entry.decoded.status === 'unset') return reason('empty')
      return reason('present-name-first', { by, detail: winner.stored.name })
    }
    const code: ReasonCode = this.machine.context.platform === 'win32' ? 'machine-value-first' : 'user-plist-first'
    return reason(code, { by })
  }

  private whyFirst(entry: Entry, entries: readonly Entry[]): Reason {
    if (entry.source.tier === 'bootstrap') return reason('server-answer')
    const other = entries.find(({ source }) => source !== entry.source)
    return other ? reason('highest-source', { by: other.source }) : reason('only-here')
  }
}

/**
 * The value that decides among those of one setting. Names are merged first, the first source of each name counting; then the
 * present name counts before earlier ones, as far as it is set.
 */
function firstOf(live: readonly Entry[]): Entry | undefined {
  const names = [...new Map(live.toReversed().map((entry) => [entry.stored.name, entry])).values()]
  const rank = ({ key, stored }: Entry) => [key.name, ...(key.legacyNames ?? [])].indexOf(stored.name)
  names.sort((left, right) => rank(left) - rank(right))
  return names.find(({ decoded }) => decoded.status !== 'unset') ?? names[0]
}

function decided(entry: Entry, why: Reason): Holder {
  switch (entry.decoded.status) {
    case 'set':
      return holderOf(entry, 'wins', why)
    case 'unset':
      return holderOf(entry, 'unset', reason('empty'))
    case 'invalid':
      return holderOf(entry, 'invalid', reason(entry.decoded.value === undefined ? 'invalid' : 'invalid-fail-closed'))
  }
}

function stateOf(holders: readonly Holder[], deciding: Holder | undefined): EffectiveSetting['state'] {
  if (!deciding) return holders.some(({ outcome }) => outcome === 'unknown') ? 'unknown' : 'unset'
  if (deciding.outcome === 'wins') return 'set'
  return deciding.value === undefined ? 'unset' : 'fail-closed'
}

function notServed(bootstrapAsked: boolean): Reason {
  return reason(bootstrapAsked ? 'not-remote' : 'no-server-asked')
}

function isDecisive({ outcome }: Holder): boolean {
  return outcome === 'wins' || outcome === 'invalid' || outcome === 'unset'
}
