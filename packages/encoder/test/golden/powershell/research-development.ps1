#Requires -Version 5.1
# Managed settings of Claude Desktop: applies them; -WhatIf tells what it would change, -LogPath says where it logs.
# Written by cowork-mdm (format: powershell). Edit the profile, not this file.

[CmdletBinding(SupportsShouldProcess = $true)]
param([string]$LogPath = (Join-Path $env:SystemRoot 'Logs\cowork-mdm.log'))

$Hive = 'LocalMachine'
$Settings = @(
  @{ Name = 'inferenceProvider'; Kind = 'String'; Data = 'gateway' }
  @{ Name = 'inferenceGatewayBaseUrl'; Kind = 'String'; Data = 'https://gateway.example.com/v1?tier=a&region=eu' }
  @{ Name = 'inferenceGatewayApiKey'; Kind = 'String'; Data = 'sk-"quoted"\back`tick''$(x)%PATH%' }
  @{ Name = 'inferenceCredentialHelperTtlSec'; Kind = 'DWord'; Data = 3600 }
  @{ Name = 'disableAutoUpdates'; Kind = 'DWord'; Data = 1 }
  @{ Name = 'isLocalDevMcpEnabled'; Kind = 'DWord'; Data = 0 }
  @{ Name = 'coworkEgressAllowedHosts'; Kind = 'String'; Data = '[]' }
  @{ Name = 'inferenceModels'; Kind = 'String'; Data = [regex]::Unescape('["claude-sonnet-4-5",{"name":"claude-opus-4-1","labelOverride":"Gr\u00f6\u00dfe \ud83d\ude00"}]') }
  @{ Name = 'inferenceCustomHeaders'; Kind = 'String'; Data = '{"10":"ten","X-Team":"Forschung"}' }
  @{ Name = 'deploymentDisplayName'; Kind = 'String'; Data = [regex]::Unescape('two\u000d\u000alines') }
  @{ Name = 'settingOfTomorrow'; Kind = 'String'; Data = '{"nested":[1,2.5,null]}' }
)
$Removed = @(
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$Key = 'SOFTWARE\Policies\Claude'

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
}

function Set-Setting($PolicyKey, $Setting) {
  if ($Setting.Kind -eq 'DWord') {
    $PolicyKey.SetValue($Setting.Name, [int]$Setting.Data, [Microsoft.Win32.RegistryValueKind]::DWord)
  }
  else {
    $PolicyKey.SetValue($Setting.Name, [string]$Setting.Data, [Microsoft.Win32.RegistryValueKind]::String)
  }
}

$Base = $null
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
    if ($PSCmdlet.ShouldProcess("$Hive\$Key\$Name", 'Remove value')) {
      $PolicyKey.DeleteValue($Name, $false)
      $Changed++
      Write-Log "Removed $Name"
    }
  }
  foreach ($Setting in $Missing) {
    if ($PSCmdlet.ShouldProcess("$Hive\$Key\$($Setting.Name)", 'Set value')) {
      Set-Setting $PolicyKey $Setting
      $Changed++
      Write-Log "Set $($Setting.Name)"
    }
  }
  Write-Log "$Changed of $($Settings.Count + $Removed.Count) setting(s) changed in $Hive\$Key"
}
catch {
  Write-Log "Failed: $($_.Exception.Message)"
  exit 1
}
finally {
  if ($null -ne $PolicyKey) { $PolicyKey.Dispose() }
  if ($null -ne $Base) { $Base.Dispose() }
}
exit 0
