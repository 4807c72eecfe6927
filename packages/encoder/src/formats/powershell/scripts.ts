import { POLICY_KEY } from '@cowork-mdm/schema'

/** The parts that scripts are made of. They are pure ASCII and name no setting. */

/** `purpose` is a line of ASCII. */
export function preamble(format: string, purpose: string): string {
  return `#Requires -Version 5.1
# Managed settings of Claude Desktop: ${purpose}
# Written by cowork-mdm (format: ${format}). Edit the profile, not this file.`
}

/**
 * Opens the key in the 64-bit view of the registry, where the app looks, from a 32-bit host too, and compares what it holds.
 * Texts are compared unit by unit: -ceq would take some characters for nothing.
 */
export const READING = `Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$Key = '${POLICY_KEY}'

function Open-Hive {
  [Microsoft.Win32.RegistryKey]::OpenBaseKey(
    [Microsoft.Win32.RegistryHive]$Hive,
    [Microsoft.Win32.RegistryView]::Registry64)
}

function Test-Setting($PolicyKey, $Setting) {
  if ($null -eq $PolicyKey) { return $false }
  $Current = $PolicyKey.GetValue(
    $Setting.Name, $null, [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
  if ($null -eq $Current) { return $false }
  if ($PolicyKey.GetValueKind($Setting.Name) -ne [Microsoft.Win32.RegistryValueKind]$Setting.Kind) { return $false }
  return [string]::Equals([string]$Current, [string]$Setting.Data, [StringComparison]::Ordinal)
}

function Test-Present($PolicyKey, $Name) {
  return ($null -ne $PolicyKey) -and ($null -ne $PolicyKey.GetValue($Name))
}`

/** Sets one value. */
export const WRITING = `function Set-Setting($PolicyKey, $Setting) {
  if ($Setting.Kind -eq 'DWord') {
    $PolicyKey.SetValue($Setting.Name, [int]$Setting.Data, [Microsoft.Win32.RegistryValueKind]::DWord)
  }
  else {
    $PolicyKey.SetValue($Setting.Name, [string]$Setting.Data, [Microsoft.Win32.RegistryValueKind]::String)
  }
}`

/** Names that differ, for the one line of output that a console shows: values are never in it. */
export const SUMMARY = `function Get-Summary($Verb, $Names) {
  $Text = "$($Names.Count) setting(s) $Verb"
  if ($Names.Count -gt 0) { $Text += ': ' + ($Names -join ', ') }
  if ($Text.Length -gt 2000) { $Text = $Text.Substring(0, 2000) + '...' }
  return $Text
}`

/** Applies everything. -WhatIf only tells what it would do; every change goes to the log, without its value. */
export const APPLY = `$Base = $null
$PolicyKey = $null
$Changed = 0

function Write-Log($Text) {
  Write-Output $Text
  if ($WhatIfPreference -or $LogPath -eq '') { return }
  try {
    $Folder = Split-Path -Parent $LogPath
    if (-not (Test-Path -LiteralPath $Folder)) { [void](New-Item -ItemType Directory -Path $Folder -Force) }
    Add-Content -LiteralPath $LogPath -Encoding UTF8 -Value "$(Get-Date -Format s) $Text"
  }
  catch { Write-Output "The log $LogPath cannot be written: $($_.Exception.Message)" }
}

try {
  $Base = Open-Hive
  $PolicyKey = $Base.OpenSubKey($Key, $false)
  $Missing = @($Settings | Where-Object { -not (Test-Setting $PolicyKey $_) })
  $Left = @($Removed | Where-Object { Test-Present $PolicyKey $_ })
  if ($null -ne $PolicyKey) { $PolicyKey.Dispose(); $PolicyKey = $null }
  if (-not $WhatIfPreference -and ($Missing.Count + $Left.Count) -gt 0) { $PolicyKey = $Base.CreateSubKey($Key) }
  foreach ($Name in $Left) {
    if ($PSCmdlet.ShouldProcess("$Hive\\$Key\\$Name", 'Remove value')) {
      $PolicyKey.DeleteValue($Name, $false)
      $Changed++
      Write-Log "Removed $Name"
    }
  }
  foreach ($Setting in $Missing) {
    if ($PSCmdlet.ShouldProcess("$Hive\\$Key\\$($Setting.Name)", 'Set value')) {
      Set-Setting $PolicyKey $Setting
      $Changed++
      Write-Log "Set $($Setting.Name)"
    }
  }
  Write-Log "$Changed of $($Settings.Count + $Removed.Count) setting(s) changed in $Hive\\$Key"
}
catch {
  Write-Log "Failed: $($_.Exception.Message)"
  exit 1
}
finally {
  if ($null -ne $PolicyKey) { $PolicyKey.Dispose() }
  if ($null -ne $Base) { $Base.Dispose() }
}
exit 0`

/** Exit code 1 starts the remediation; a failure does too, so that it is seen. */
export const DETECT = `try {
  $Base = Open-Hive
  $PolicyKey = $Base.OpenSubKey($Key, $false)
  $Names = @($Settings | Where-Object { -not (Test-Setting $PolicyKey $_) } | ForEach-Object { $_.Name })
  $Names += @($Removed | Where-Object { Test-Present $PolicyKey $_ })
  Write-Output (Get-Summary 'differ' $Names)
}
catch {
  Write-Output "Failed: $($_.Exception.Message)"
  exit 1
}
if ($Names.Count -gt 0) { exit 1 }
exit 0`

/** Nothing goes to the error stream: the console takes that for a failure, whatever the exit code. */
export const REMEDIATE = `try {
  $Base = Open-Hive
  $PolicyKey = $Base.CreateSubKey($Key)
  $Names = @()
  foreach ($Name in @($Removed | Where-Object { Test-Present $PolicyKey $_ })) {
    $PolicyKey.DeleteValue($Name, $false)
    $Names += $Name
  }
  foreach ($Setting in @($Settings | Where-Object { -not (Test-Setting $PolicyKey $_) })) {
    Set-Setting $PolicyKey $Setting
    $Names += $Setting.Name
  }
  Write-Output (Get-Summary 'changed' $Names)
}
catch {
  Write-Output "Failed: $($_.Exception.Message)"
  exit 1
}
exit 0`
