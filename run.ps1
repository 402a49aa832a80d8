# Sets up what is missing and opens Proofcast: the twin of ./run for Windows PowerShell.
#   .\run.ps1             open Proofcast on the sample episode
#   .\run.ps1 FILE...     open these: an episode, its transcript, or a .proofcast project
# If scripts are not allowed:  powershell -ExecutionPolicy Bypass -File run.ps1
$Root = $PSScriptRoot
. (Join-Path $Root 'packaging\lib.ps1')

Initialize-Venv 'requirements'
if ($args.Count -eq 0) { & $VenvPython -m editor --sample } else { & $VenvPython -m editor open @args }
exit $LASTEXITCODE
