# Sets up what is missing and runs the tests: the twin of ./test for Windows PowerShell.
# Arguments go to pytest:  .\test.ps1 tests\formats -k srt
# If scripts are not allowed:  powershell -ExecutionPolicy Bypass -File test.ps1
$Root = $PSScriptRoot
. (Join-Path $Root 'packaging\lib.ps1')

Initialize-Venv 'requirements-dev'
if (-not $env:QT_QPA_PLATFORM) { $env:QT_QPA_PLATFORM = 'offscreen' }
Set-Location $Root
& $VenvPython -m pytest @args
exit $LASTEXITCODE
