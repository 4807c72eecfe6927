import { EncoderError } from '../../encoder-error.js'
import type { EncodeInput, FileBytes } from '../../format.js'
import { slug } from '../../identity/slug.js'
import { note } from '../../notes.js'
import { removedNames } from '../../registry/registry-names.js'
import { toRegistry } from '../../settings/to-registry.js'
import { encodeUtf8 } from '../../text/decode-text.js'
import { writeScriptData } from './script-data.js'
import { APPLY, DETECT, preamble, READING, REMEDIATE, SUMMARY, WRITING } from './scripts.js'

/** The largest script that Intune takes, in bytes (Microsoft, "Remediations" and "PowerShell scripts" of Intune). */
const LARGEST_IN_INTUNE = 200 * 1024

/** Where a script tells what it did: folders in which only those can write who may change the settings. */
const LOGS = {
  HKLM: "(Join-Path $env:SystemRoot 'Logs\\cowork-mdm.log')",
  HKCU: "(Join-Path $env:LOCALAPPDATA 'cowork-mdm\\claude-desktop.log')",
}

/** One script that sets and removes, for any tool that runs scripts. */
export function encodePowershell(input: EncodeInput): FileBytes[] {
  const { profile, options, notes } = input
  const parameters = `[CmdletBinding(SupportsShouldProcess = $true)]
param([string]$LogPath = ${LOGS[options.hive ?? 'HKLM']})`
  const bytes = script([
    preamble('powershell', 'applies them; -WhatIf tells what it would change, -LogPath says where it logs.'),
    parameters,
    writeScriptData(dataOf(input)),
    READING,
    WRITING,
    APPLY,
  ])
  if (bytes.length > LARGEST_IN_INTUNE)
    notes.push(note('too-large-for-intune', { detail: `${LARGEST_IN_INTUNE / 1024} KB` }))
  return [{ path: `${slug(profile)}.ps1`, bytes }]
}

/** The two scripts of a remediation in Intune, for a 64-bit or 32-bit host; no restart, no output of values. */
export function encodeRemediation(input: EncodeInput): FileBytes[] {
  const data = writeScriptData(dataOf(input))
  const detect = [preamble('intune-remediation', 'detects whether any differs.'), data, READING, SUMMARY, DETECT]
  const remediate = [
    preamble('intune-remediation', 'remedies those that differ.'),
    data,
    READING,
    WRITING,
    SUMMARY,
    REMEDIATE,
  ]
  const stem = slug(input.profile)
  return [
    { path: `${stem}.detect.ps1`, bytes: fitting(script(detect)) },
    { path: `${stem}.remediate.ps1`, bytes: fitting(script(remediate)) },
  ]
}

function dataOf(input: EncodeInput) {
  return { hive: input.options.hive ?? 'HKLM', values: toRegistry(input), removed: removedNames(input) }
}

/** Parts with blank lines between them. What they are made of is ASCII: no editor, host or console can read it otherwise. */
function script(parts: readonly string[]): Uint8Array {
  return encodeUtf8(`${parts.join('\n\n')}\n`)
}

function fitting(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= LARGEST_IN_INTUNE) return bytes
  const [most, found] = [LARGEST_IN_INTUNE, bytes.length].map((size) => `${Math.ceil(size / 1024)} KB`)
  throw new EncoderError('too-large', `Expected scripts of at most ${most}, which Intune takes, found ${found}.`, {
    hint: 'Deliver fewer settings with it, or the registry file or the OMA-URI policy.',
  })
}
