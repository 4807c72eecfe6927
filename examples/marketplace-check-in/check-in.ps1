# On Windows: keeps a marketplace pinned on every check-in. Runs as SYSTEM from
#   Intune   Devices > Scripts and remediations: this file as detection AND remediation script, "Run in 64-bit PowerShell"
#            (detection ends with 1 where something is wrong, and remediation then runs the same once more), or
#            a platform script where once is enough
#   Fleet    a script that a policy runs
# Exit code 0: everything is as it should be.
[CmdletBinding()]
param(
  [string] $Source = 'https://git.example.com/it/plugins.git',
  # What was reviewed. Change it to roll out the next version.
  [string] $Commit = '0123456789abcdef0123456789abcdef01234567',
  # Seconds over which the fleet spreads its check-ins; 0 where the console does that.
  [int] $Splay = 0
)

$ErrorActionPreference = 'Stop'
$Name = 'it-plugins'
$AllowedHost = 'git.example.com'
$Credentials = "$env:ProgramFiles\cowork-mdm\git-credentials"

# SYSTEM need not have the PATH of people: else it is where the release's archive was unpacked.
$Tool = Get-Command 'cowork-mdm', "$env:ProgramFiles\cowork-mdm\bin\cowork-mdm.exe" -ErrorAction SilentlyContinue |
  Select-Object -First 1
if (-not $Tool) {
  [Console]::Error.WriteLine('cowork-mdm is not installed')
  exit 1
}

$Trust = @('--require-pin', '--allow-host', $AllowedHost)
if (Test-Path -LiteralPath $Credentials) { $Trust += @('--credential-file', $Credentials) }

function Invoke-CoworkMdm([string[]] $Arguments) {
  & $Tool.Source @Arguments
  if ($LASTEXITCODE -ne 0) { exit 1 }
}

# Installs the commit, or does nothing where it is there. The first line spreads the machines.
Invoke-CoworkMdm (@('marketplace', 'update', '--splay', "$Splay") + $Trust)
Invoke-CoworkMdm (@('marketplace', 'add', $Source, '--name', $Name, '--ref', $Commit) + $Trust)

# Finds local edits, missing plugins and folders that others can write.
Invoke-CoworkMdm @('marketplace', 'verify')
