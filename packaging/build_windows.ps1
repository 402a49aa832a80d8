# Builds what Windows users install, into dist\: the program as one folder and a setup program.
# Needs what .\run.ps1 needs, and Inno Setup 6 for the second.
# PROOFCAST_COMMON_LICENCES: a folder with the texts GPL-3, LGPL-3 and Apache-2.0.
$ErrorActionPreference = 'Stop'
$Root = Split-Path $PSScriptRoot -Parent
. (Join-Path $PSScriptRoot 'lib.ps1')
Set-Location $Root

# An environment of its own, with PyInstaller in it.
$Venv = Join-Path $Root 'build\venv'
$VenvPython = Join-Path $Venv 'Scripts\python.exe'
$Installed = Join-Path $Venv 'installed-from'
$Unfinished = Join-Path $Venv 'unfinished'
$Bundle = Join-Path $Root 'build\bundle'

function Invoke-Step([string] $Program, [string[]] $Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { Stop-WithAdvice "This step failed: $Program $Arguments" }
}

function Find-InnoSetup {
    $known = "${env:ProgramFiles(x86)}\Inno Setup 6\ISCC.exe", "$env:ProgramFiles\Inno Setup 6\ISCC.exe"
    $found = @($known | Where-Object { Test-Path $_ })
    if ($found.Count) { return $found[0] }
    Stop-WithAdvice 'The program is in dist\proofcast. For its setup program install Inno Setup 6:',
        '  winget install --exact --id JRSoftware.InnoSetup', 'and start this again.'
}

Initialize-Venv 'requirements-bundle'
New-Item -ItemType Directory -Force $Bundle | Out-Null
Invoke-Step $VenvPython @('packaging\make_icons.py', $Bundle)
Invoke-Step $VenvPython @('packaging\collect_licences.py', "$Bundle\licences.json")
Invoke-Step $VenvPython @('-m', 'PyInstaller', '--noconfirm', '--log-level', 'WARN',
    '--distpath', 'dist', '--workpath', 'build\pyinstaller', 'packaging\proofcast.spec')

$version = (Select-String -Path pyproject.toml -Pattern '^version = "(.*)"').Matches[0].Groups[1].Value
$iscc = Find-InnoSetup
Invoke-Step $iscc @("/DVersion=$version", "/DFolder=$Root\dist\proofcast", 'packaging\windows\proofcast.iss')
Write-Host "`nThe program: dist\proofcast\proofcast.exe`nThe setup program: dist\proofcast-$version-setup.exe"
