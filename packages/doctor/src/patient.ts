import {
  contextOf,
  effectiveSettings,
  installedApps,
  readManaged,
  resolveSettings,
  type EffectiveSettings,
  type InstalledApp,
} from '@cowork-mdm/host'
import type { EffectiveSetting, ManagedSource, Resolution } from '@cowork-mdm/host'
import { lint, type Finding } from '@cowork-mdm/linter'
import type { Host, HostUser } from '@cowork-mdm/machine'
import { readAppSessions, type AppSessions } from '@cowork-mdm/marketplace'
import type { JsonValue, SchemaDocument } from '@cowork-mdm/schema'
import { channelsOf, type Channel } from './facts/channels.js'
import { effectiveFindings } from './facts/effective-findings.js'
import { orgPlugins, type OrgPlugins } from './facts/org-plugins.js'
import { reachability, type Reachability, type ReachOptions } from './facts/reachability.js'
import { once } from './once.js'

/**
 * For files in a repository, of which nobody can know whom they reach. On a machine that is known, and "settings-in-effect"
 * tells which source wins for whom.
 */
const OF_SEVERAL_SOURCES = new Set<Finding['rule']>(['domain-collision', 'hive-hidden'])

export interface PatientOptions {
  /** Names and types of settings instead of the app's own. */
  document?: SchemaDocument
  /** Whose settings; by default those of who runs this or sits at the machine. */
  user?: string
  /** For looking at the network. */
  network?: ReachOptions
}

/** A machine under examination. What is expensive to find out is found out once, and only if somebody asks. */
export interface Patient {
  readonly host: Host
  users(): Promise<readonly HostUser[]>
  /** Whose settings `effective` tells; absent where that cannot be said. */
  user(): Promise<HostUser | undefined>
  /** Installs of the app, newest first. */
  apps(): Promise<readonly InstalledApp[]>
  /** The release that is installed; absent where that is not known. */
  appVersion(): Promise<string | undefined>
  effective(): Promise<EffectiveSettings>
  document(): Promise<SchemaDocument>
  /** Every source of everybody. */
  sources(): Promise<readonly ManagedSource[]>
  /** What is in effect for each person who has settings of their own; first for `user`. */
  views(): Promise<readonly View[]>
  /** What delivers settings; nothing where the system does not tell. */
  channels(): Promise<readonly Channel[] | undefined>
  /** A setting that some source holds. */
  setting(name: string): Promise<EffectiveSetting | undefined>
  /** Settings that have a value, as the app uses it. */
  values(): Promise<Readonly<Record<string, JsonValue>>>
  /** What the linter says of managed sources as they are stored. */
  findings(): Promise<readonly Finding[]>
  /** What it says of all that is in effect together, for `user` or for another one. */
  effectiveFindings(other?: View): Promise<readonly Finding[]>
  /** What lies where the app looks for plugins; absent where it looks nowhere. */
  plugins(): Promise<OrgPlugins | undefined>
  sessions(): Promise<AppSessions>
  /** How far every host is reached that the configuration needs; asks the network. */
  reachability(): Promise<Reachability>
}

export interface View extends Resolution {
  /** Absent where only the device's settings are known to matter. */
  user?: string
}

function valuesOf({ settings }: Resolution): Record<string, JsonValue> {
  return Object.fromEntries(settings.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value]])))
}

export function patientOf(host: Host, { network, ...options }: PatientOptions = {}): Patient {
  const users = once(() => host.users())
  const all = once(() => effectiveSettings(host, options))
  const effective = async () => (await all()).effective
  const document = async () => (await all()).document
  const user = once(async () => {
    const { user: name } = await effective()
    return (await users()).find((each) => each.name === name)
  })
  const apps = once(async () => {
    const { installed } = (await effective()).app
    return installed.length > 0 ? installed : await installedApps(host, await users())
  })
  const appVersion = async () => (await apps())[0]?.version
  const sources = once(async () => {
    const { sources: own, otherUsers } = await effective()
    if (otherUsers.length === 0) return own
    const others = (await users()).filter(({ name }) => otherUsers.includes(name))
    const read = await readManaged(host, { document: await document(), users: others })
    return [...own, ...read.sources.filter((source) => source.user !== undefined)]
  })
  const views = once(async (): Promise<View[]> => {
    const own = await effective()
    const found = await sources()
    const context = contextOf(host, own.app, await document())
    const others = own.otherUsers.filter((name) =>
      found.some(({ tier, user: of, state }) => tier === 'managed' && of === name && state !== 'absent'),
    )
    return [
      own,
      ...others.map((name) => ({
        user: name,
        ...resolveSettings(
          found.filter(({ user: of }) => of === undefined || of === name),
          context,
        ),
      })),
    ]
  })
  const findings = once(async () => {
    const version = await appVersion()
    const artifacts = (await sources()).flatMap(({ tier, artifact }) =>
      tier === 'managed' && artifact ? [artifact] : [],
    )
    const all = lint(artifacts, { document: await document(), ...(version !== undefined && { appVersion: version }) })
    const { bootstrapAsked } = await effective()
    return all.filter(({ rule }) => !OF_SEVERAL_SOURCES.has(rule) && (bootstrapAsked || rule !== 'bootstrap-replaces'))
  })
  const values = once(async () => valuesOf(await effective()))
  const findingsFor = async (view?: View) =>
    effectiveFindings(view ? valuesOf(view) : await values(), {
      document: await document(),
      appVersion: await appVersion(),
      user: view?.user,
    })
  const ownFindings = once(() => findingsFor())
  return {
    host,
    users,
    user,
    apps,
    appVersion,
    effective,
    document,
    sources,
    views,
    channels: once(() => channelsOf(host)),
    setting: async (name) => (await effective()).settings.find(({ key }) => key === name),
    values,
    findings,
    effectiveFindings: async (other) => (other ? await findingsFor(other) : await ownFindings()),
    plugins: once(() => orgPlugins(host)),
    sessions: once(() => readAppSessions(host)),
    reachability: once(async () => await reachability(host, await values(), network)),
  }
}
