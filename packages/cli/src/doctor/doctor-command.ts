import {
  htmlReport,
  intuneDetection,
  jamfExtensionAttribute,
  jamfResult,
  osqueryJson,
  runDoctor,
  supportBundle,
  type Diagnosis,
} from '@cowork-mdm/doctor'
import { CoworkError, writeFileAtomic, type Host } from '@cowork-mdm/machine'
import { latestSchema, redact } from '@cowork-mdm/schema'
import { asAdministrator } from '../host/as-administrator.js'
import { openHost, type MachineInput } from '../host/open-host.js'
import type { Outcome, RunContext } from '../outcome.js'
import { checkOutput } from '../output/check-output.js'
import { plainText } from '../output/plain-text.js'
import { readVersion } from '../version.js'
import { listChecks } from './list-checks.js'
import { renderDiagnosis } from './render-diagnosis.js'

export interface DoctorInput extends MachineInput {
  fix: boolean
  network: boolean
  'run-helper': boolean
  report: 'html' | 'jamf-ea' | 'intune' | 'osquery' | undefined
  bundle: string | undefined
  only: string[]
  list: boolean
  user: string | undefined
}

/** `doctor`: what is wrong with a machine, and how to mend it. */
export async function doctorCommand(input: DoctorInput, context: RunContext): Promise<Outcome> {
  if (input.list) return listChecks(input.platform)
  if (input.report !== 'jamf-ea') return await examine(input, context)
  // A script that fails leaves an attribute empty, which says nothing about the machine.
  try {
    return { ...(await examine(input, context)), exitCode: 0 }
  } catch (cause) {
    context.interruption.signal.throwIfAborted()
    const code = cause instanceof CoworkError ? cause.code : 'internal-error'
    return { bytes: Buffer.from(jamfResult(`not examined: ${code}`)), exitCode: 0 }
  }
}

async function examine(input: DoctorInput, context: RunContext): Promise<Outcome> {
  // What was mended could not be told any more.
  if (input.bundle !== undefined) await checkOutput(input.bundle, { notOver: [] })
  const host = await openHost(input)
  const { signal } = context.interruption
  const found = await asAdministrator(host, () =>
    runDoctor(host, {
      fix: input.fix,
      reachNetwork: input.network,
      runHelper: input['run-helper'],
      signal,
      ...(input.only.length > 0 && { only: input.only }),
      ...(input.user !== undefined && { user: input.user }),
      onProgress: (done, all, id) => context.progress(`${done} of ${all} checks: ${id}`),
    }),
  )
  const diagnosis = redact(found, await latestSchema(), { showSecrets: context.showSecrets })
  if (input.bundle !== undefined) await writeBundle(host, diagnosis, { path: input.bundle, user: input.user, signal })
  return outcomeOf(diagnosis, host, input)
}

function outcomeOf(diagnosis: Diagnosis, host: Host, { report, bundle }: DoctorInput): Outcome {
  const exitCode = diagnosis.summary.error > 0 ? 1 : 0
  switch (report) {
    case 'html':
      return { text: () => htmlReport(diagnosis, host.now()), exitCode }
    case 'jamf-ea':
      return { text: () => jamfExtensionAttribute(diagnosis), exitCode }
    case 'intune': {
      const { text, exitCode: verdict } = intuneDetection(diagnosis)
      return { text: () => text, exitCode: verdict }
    }
    case 'osquery':
      return { text: () => osqueryJson(diagnosis, host.now()), exitCode }
    case undefined:
      return {
        json: diagnosis,
        text: (terminal) => renderDiagnosis(diagnosis, terminal),
        ...(bundle !== undefined && {
          note: () => `Wrote ${plainText(bundle)}: no secrets in it, but read it before you send it.`,
        }),
        noteAlways: true,
        exitCode,
      }
  }
}

async function writeBundle(
  host: Host,
  diagnosis: Diagnosis,
  { path, user, signal }: { path: string; user: string | undefined; signal: AbortSignal },
): Promise<void> {
  const bytes = await supportBundle(host, diagnosis, { version: readVersion(), ...(user !== undefined && { user }) })
  await writeFileAtomic(path, bytes, { mode: 0o600, signal })
}
