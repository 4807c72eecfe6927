# Remediation beside intune-detection.ps1: mends what can be mended safely, and says in one line what is left.
$command = if ($env:COWORK_MDM) { $env:COWORK_MDM } else { Join-Path $env:ProgramFiles 'cowork-mdm\bin\cowork-mdm.exe' }
if (-not (Test-Path -LiteralPath $command)) {
    Write-Output 'cowork-mdm is not installed'
    exit 0
}
# Windows PowerShell reads what programs print by the code page of the console otherwise.
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
& $command doctor --fix --report intune
exit $LASTEXITCODE
