# Detection of an Intune remediation: what is wrong with Claude Desktop on this machine, in one line.
# Run it in 64-bit PowerShell. Exit code 1 where something is an error; any other code is no issue to Intune.
$command = if ($env:COWORK_MDM) { $env:COWORK_MDM } else { Join-Path $env:ProgramFiles 'cowork-mdm\bin\cowork-mdm.exe' }
if (-not (Test-Path -LiteralPath $command)) {
    Write-Output 'cowork-mdm is not installed'
    exit 0
}
# Windows PowerShell reads what programs print by the code page of the console otherwise.
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
& $command doctor --report intune
exit $LASTEXITCODE
