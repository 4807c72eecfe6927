import { setMaxListeners } from 'node:events'
import { CoworkError, type Host } from '@cowork-mdm/machine'
import { listed, nearestName } from '@cowork-mdm/schema'
import { skipped, type Check, type Verdict } from './check.js'
import { CHECK_IDS, checkOf, type CheckId } from './checks.js'
import { docsUrl } from './docs-url.js'
import type { Deed } from './fixes/deed.js'
import { SYSTEMS } from './groups.js'
import { harmless } from './harmless.js'
import { patientOf, type Patient, type PatientOptions } from './patient.js'
import type { CheckResult, Diagnosis, Repair } from './result.js'
import { summaryOf } from './summary.js'
import { TimeIsUp, withinTime } from './time-limit.js'

export interface DoctorOptions extends PatientOptions {
  /** Mends what can be mended safely, and looks again. */
  fix?: boolean
  /** Looks at the network as well. */
  reachNetwork?: boolean
  /** Runs the credential helper, as the user. */
  runHelper?: boolean
  /** These checks alone; they run even where they have to be asked for. */
  only?: readonly string[]
  signal?: AbortSignal
  /** For each check, in milliseconds, instead of its own limit. */
  timeoutMs?: number
  /** Told of each check that is done, and of each that is begun in mending. */
  onProgress?: (done: number, all: number, id: CheckId) => void
}

/** What a check may take that says nothing else. */
const TIMEOUT_MS = 20_000

/**
 * Examines a machine: runs every check that applies, all at once and each within its time, and mends what is asked for. A
 * check that fails is a result like others.
 *
 * @throws CoworkError `unknown-check`; `permission-denied` where something is to be mended and this may not do so. The
 * signal's reason where that is aborted.
 */
export async function runDoctor(host: Host, options: DoctorOptions = {}): Promise<Diagnosis> {
  return harmless(await examineAndMend(host, options))
}

async function examineAndMend(host: Host, options: DoctorOptions): Promise<Diagnosis> {
  const ids = chosen(host, options)
  // Every check listens to it, and what it runs.
  if (options.signal) setMaxListeners(0, options.signal)
  const first = await examine(host, ids, options)
  const broken = options.fix ? first.checks.filter(({ fixAvailable }) => fixAvailable) : []
  if (broken.length === 0) return first
  if (!host.administrator) throw notAllowed(broken, host)
  const patient = patientOf(host, patientOptions(options))
  const repairs = new Map<CheckId, Repair>()
  // One after the other: what one mends may be what another one needs.
  for (const { id } of broken) {
    options.onProgress?.(repairs.size, broken.length, id)
    repairs.set(id, await mend(checkOf(id), patient, options))
  }
  return await lookAgain(host, ids, { first, repairs, options })
}

function chosen({ platform }: Host, { only, reachNetwork, runHelper }: DoctorOptions): CheckId[] {
  const unknown = only?.find((id) => !(CHECK_IDS as string[]).includes(id))
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, CHECK_IDS)
    throw new CoworkError('unknown-check', `Expected the name of a check, found ${JSON.stringify(unknown)}.`, {
      hint: nearest === undefined ? 'See "cowork-mdm doctor --list".' : `Did you mean ${nearest}?`,
    })
  }
  const asked = { network: reachNetwork ?? false, 'run-helper': runHelper ?? false }
  return CHECK_IDS.filter((id) => {
    const { platforms, only: needs } = checkOf(id)
    // Who names a check is told that it does not apply.
    if (only) return only.includes(id)
    return platforms.includes(platform) && (needs === undefined || asked[needs])
  })
}

function patientOptions({ document, user, network, signal }: DoctorOptions): PatientOptions {
  return {
    ...(document && { document }),
    ...(user !== undefined && { user }),
    network: { ...network, ...(signal && { signal }) },
  }
}

async function examine(host: Host, ids: readonly CheckId[], options: DoctorOptions): Promise<Diagnosis> {
  const patient = patientOf(host, patientOptions(options))
  let done = 0
  const [about, checks] = await Promise.all([
    aboutMachine(patient, options),
    Promise.all(
      ids.map(async (id) => {
        const result = await examineOne(id, patient, options)
        options.onProgress?.(++done, ids.length, id)
        return result
      }),
    ),
  ])
  return { platform: host.platform, ...about, checks, summary: summaryOf(checks) }
}

/** Where this fails or does not end, every check that needs it tells so. */
async function aboutMachine(
  patient: Patient,
  { signal, timeoutMs = TIMEOUT_MS }: DoctorOptions,
): Promise<Pick<Diagnosis, 'app' | 'schema'>> {
  const soon = async <T>(work: () => Promise<T>) => await withinTime(timeoutMs, signal, work).catch(() => undefined)
  const [apps, effective] = await Promise.all([soon(() => patient.apps()), soon(() => patient.effective())])
  const [app] = apps ?? []
  const { from, appVersion } = effective?.schema ?? { from: 'unknown', appVersion: 'unknown' }
  return {
    ...(app && { app: { path: app.path, ...(app.version !== undefined && { version: app.version }) } }),
    schema: { from, appVersion },
  }
}

async function examineOne(id: CheckId, patient: Patient, { signal, timeoutMs }: DoctorOptions): Promise<CheckResult> {
  const check = checkOf(id)
  const limit = timeoutMs ?? check.timeoutMs ?? TIMEOUT_MS
  let verdict: Verdict
  try {
    verdict = check.platforms.includes(patient.host.platform)
      ? await withinTime(limit, signal, (own) => check.run(patient, own))
      : skipped(`It applies to ${listed(check.platforms.map((platform) => SYSTEMS[platform]))} alone.`)
  } catch (cause) {
    signal?.throwIfAborted()
    verdict = failedCheck(cause, check)
  }
  const { status, message, detail = [], advice, fixable = false } = verdict
  const { title, group, platforms } = check
  return {
    id,
    title,
    group,
    platforms,
    status,
    message,
    // One line that says the same again is none.
    detail: detail.filter((line) => detail.length > 1 || line !== message),
    ...(advice !== undefined && { advice }),
    fixAvailable: fixable && check.fix !== undefined,
    docsUrl: docsUrl(id),
  }
}

/**
 * What is to be said where a check could not finish. Messages of bugs are kept out, as they may quote what was read: a parser
 * that fails, for one.
 */
function failedCheck(cause: unknown, { severity }: Check): Verdict {
  if (cause instanceof TimeIsUp) {
    return {
      status: 'error',
      message: `It was not done within ${cause.ms / 1000} s.`,
      advice: 'Run it again with --only; if that takes as long, something that it asks does not answer.',
    }
  }
  if (cause instanceof CoworkError) {
    const status = cause.code === 'permission-denied' ? 'skipped' : severity
    const advice = status === 'skipped' ? 'Run this as an administrator.' : cause.hint
    return { status, message: cause.message, ...(advice !== undefined && { advice }) }
  }
  const place = cause instanceof Error ? /^\s+at (?:async )?([\w.]+)/m.exec(cause.stack ?? '')?.[1] : undefined
  return {
    status: 'error',
    message: `The check itself failed (${cause instanceof Error ? cause.name : typeof cause}${place === undefined ? '' : ` in ${place}`}).`,
    advice: 'This is a fault of cowork-mdm; please report it with the name of the check.',
  }
}

/** A fix that fails has told what it did before. */
async function mend(check: Check, patient: Patient, { signal }: DoctorOptions): Promise<Repair> {
  const deeds: Deed[] = []
  signal?.throwIfAborted()
  try {
    await check.fix!(patient, (deed) => deeds.push(deed))
    return { deeds }
  } catch (cause) {
    if (!(cause instanceof CoworkError)) throw cause
    return { deeds, failure: cause.hint === undefined ? cause.message : `${cause.message} ${cause.hint}` }
  }
}

interface Before {
  first: Diagnosis
  repairs: ReadonlyMap<CheckId, Repair>
  options: DoctorOptions
}

/** Everything is examined anew, as what was mended may matter to other checks; but nobody is asked twice. */
async function lookAgain(host: Host, ids: readonly CheckId[], { first, repairs, options }: Before): Promise<Diagnosis> {
  const again = ids.filter((id) => checkOf(id).only === undefined)
  const second = await examine(host, again, options)
  const found = new Map(second.checks.map((check) => [check.id, check]))
  const checks = first.checks.map((check) => {
    const repair = repairs.get(check.id)
    return { ...(found.get(check.id) ?? check), ...(repair && { fixed: repair }) }
  })
  return { ...second, checks, summary: summaryOf(checks) }
}

function notAllowed(broken: readonly CheckResult[], { platform }: Host): CoworkError {
  const names = broken.map(({ id }) => id).join(', ')
  const run =
    platform === 'win32' ? 'Run "cowork-mdm doctor --fix" as an administrator.' : 'Run: sudo cowork-mdm doctor --fix'
  return new CoworkError('permission-denied', `Expected administrator rights to mend ${names}, found none.`, {
    hint: run,
  })
}
