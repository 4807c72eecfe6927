# Writes what the doctor found where fleetd's parse_json reads it, on Windows. Run it as SYSTEM, daily: as a script of Fleet.
# The file is for everybody to read and holds no secrets.
$ErrorActionPreference = 'Stop'
$command = if ($env:COWORK_MDM) { $env:COWORK_MDM } else { Join-Path $env:ProgramFiles 'cowork-mdm\bin\cowork-mdm.exe' }
$folder = if ($env:COWORK_MDM_REPORT) { $env:COWORK_MDM_REPORT } else { Join-Path $env:ProgramFiles 'cowork-mdm' }
# Windows PowerShell reads what programs print by the code page of the console otherwise.
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
$report = & $command doctor --report osquery
# Exit code 1 says that something is an error; the report tells what.
if ($LASTEXITCODE -notin 0, 1) { exit $LASTEXITCODE }
# Written beside its place and renamed, so that osquery sees the old file or the new one, whole. UTF-8 without a mark.
$new = Join-Path $folder ".doctor.$([guid]::NewGuid())"
[System.IO.File]::WriteAllText($new, ($report -join "`n") + "`n")
Move-Item -Force -LiteralPath $new -Destination (Join-Path $folder 'doctor.json')
exit 0
