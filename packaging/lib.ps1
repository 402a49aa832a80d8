# What run.ps1 and test.ps1 share: the twin of packaging/lib.sh for Windows PowerShell 5.1 and later.
# Dot-sourced with $Root (the checkout) set.

$Venv = Join-Path $Root '.venv'
$VenvPython = Join-Path $Venv 'Scripts\python.exe'
$Installed = Join-Path $Venv 'installed-from'
$Unfinished = Join-Path $Venv 'unfinished'

function Stop-WithAdvice([string[]] $Lines) {
    foreach ($line in $Lines) { [Console]::Error.WriteLine($line) }
    exit 1
}

# A command line that starts Python works if that is 3.11 to 3.13 with venv.
function Test-Python([string[]] $Command) {
    if (-not (Get-Command $Command[0] -ErrorAction SilentlyContinue)) { return $false }
    $rest = @($Command | Select-Object -Skip 1)
    $check = 'import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'
    try { & $Command[0] @rest -c $check 2>$null | Out-Null } catch { return $false }
    return $LASTEXITCODE -eq 0
}

# PROOFCAST_PYTHON names one; else an environment made before; else the system's.
function Find-Python {
    if ($env:PROOFCAST_PYTHON) {
        if (Test-Python @($env:PROOFCAST_PYTHON)) { return , @($env:PROOFCAST_PYTHON) }
        Stop-WithAdvice "PROOFCAST_PYTHON is $env:PROOFCAST_PYTHON, which is not Python 3.11 to 3.13."
    }
    if (Test-Venv) { return , @($VenvPython) }
    foreach ($command in @('py', '-3.13'), @('py', '-3.12'), @('py', '-3.11'), @('python3'), @('python')) {
        if (Test-Python $command) { return , $command }
    }
    Stop-WithAdvice 'Proofcast needs Python 3.11, 3.12 or 3.13. Install it with:',
        '  winget install --exact --id Python.Python.3.13',
        'and start this again in a new window.'
}

# Whole (no installation was cut off), running, and of the version asked for.
function Test-Venv {
    if ((Test-Path $Unfinished) -or -not (Test-Path $VenvPython)) { return $false }
    if (-not (Test-Python @($VenvPython))) { return $false }
    if (-not $env:PROOFCAST_PYTHON) { return $true }
    $ask = 'import sys; print(sys.version_info[:2])'
    return (& $VenvPython -c $ask) -eq (& $env:PROOFCAST_PYTHON -c $ask)
}

# What an installation from a lock file stands for.
function Get-Fingerprint([string] $Lock) {
    $hash = (Get-FileHash (Join-Path $Root "packaging\$Lock.lock") -Algorithm SHA256).Hash
    return "$Lock $hash $Root"
}

function Test-Installed([string] $Lock) {
    if (-not (Test-Path $Installed)) { return $false }
    $found = (Get-Content $Installed -Raw).Trim()
    return $found -eq (Get-Fingerprint $Lock) -or $found -eq (Get-Fingerprint 'requirements-dev')
}

function Install-With-Pip([string[]] $Arguments) {
    & $VenvPython -m pip --disable-pip-version-check --no-input install @Arguments
    if ($LASTEXITCODE) { Stop-WithAdvice 'The Python packages could not be installed; see above.' }
}

function New-Venv([string[]] $Python) {
    if (-not (Test-Path $Venv)) { New-Item -ItemType Directory $Venv | Out-Null }
    New-Item -ItemType File $Unfinished -Force | Out-Null
    # The mark goes last: clearing may be cut off, too.
    Get-ChildItem $Venv -Force | Where-Object Name -ne 'unfinished' | Remove-Item -Recurse -Force
    Write-Output 'Making a Python environment in .venv'
    $rest = @($Python | Select-Object -Skip 1)
    & $Python[0] @rest -m venv $Venv
    if ($LASTEXITCODE) { Stop-WithAdvice 'The Python environment could not be made; see above.' }
}

# Makes the environment, or brings it up to date. The file `unfinished` lies in it meanwhile.
function Initialize-Venv([string] $Lock) {
    $python = Find-Python
    if (-not (Test-Venv)) { New-Venv $python }
    if (Test-Installed $Lock) { return }
    Write-Output 'Installing Python packages (the first time: some 500 MB to fetch, a few minutes)'
    New-Item -ItemType File $Unfinished -Force | Out-Null
    Install-With-Pip @('--require-hashes', '--requirement', (Join-Path $Root "packaging\$Lock.lock"))
    Install-With-Pip @('--quiet', '--no-deps', '--no-build-isolation', '--editable', "$Root")
    Set-Content $Installed (Get-Fingerprint $Lock)
    Remove-Item $Unfinished
}
