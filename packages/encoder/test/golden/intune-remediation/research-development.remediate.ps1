#Requires -Version 5.1
# Managed settings of Claude Desktop: remedies those that differ.
# Written by cowork-mdm (format: intune-remediation). Edit the profile, not this file.

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

function Get-Summary($Verb, $Names) {
  $Text = "$($Names.Count) setting(s) $Verb"
  if ($Names.Count -gt 0) { $Text += ': ' + ($Names -join ', ') }
  if ($Text.Length -gt 2000) { $Text = $Text.Substring(0, 2000) + '...' }
  return $Text
}

try {
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
exit 0
