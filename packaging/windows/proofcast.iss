; The installer for Windows, made by packaging/build_windows.ps1 with Inno Setup 6.
; Version and folder come from there: ISCC /DVersion=1.2.3 /DFolder=...\dist\proofcast
#ifndef Version
  #error Start packaging/build_windows.ps1 instead: it names the version.
#endif

[Setup]
AppId={{6C1B1B5E-54F8-4C1D-9B0E-2E6B1B3C7A51}
AppName=Proofcast
AppVersion={#Version}
AppPublisher=The Proofcast developers
; Without administrator rights, for the user alone; the dialogue offers everybody.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
DefaultDirName={autopf}\Proofcast
DefaultGroupName=Proofcast
DisableProgramGroupPage=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\bundle\proofcast.ico
UninstallDisplayIcon={app}\proofcast.exe
OutputDir=..\..\dist
OutputBaseFilename=proofcast-{#Version}-setup
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.Project=Proofcast project
de.Project=Proofcast-Projekt

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[Icons]
Name: "{autoprograms}\Proofcast"; Filename: "{app}\proofcast.exe"
Name: "{autodesktop}\Proofcast"; Filename: "{app}\proofcast.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.proofcast"; ValueType: string; ValueData: "Proofcast.Project"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Proofcast.Project"; ValueType: string; ValueData: "{cm:Project}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Proofcast.Project\DefaultIcon"; ValueType: string; ValueData: "{app}\proofcast.exe,0"
Root: HKA; Subkey: "Software\Classes\Proofcast.Project\shell\open\command"; ValueType: string; ValueData: """{app}\proofcast.exe"" open ""%1"""

[Run]
Filename: "{app}\proofcast.exe"; Description: "{cm:LaunchProgram,Proofcast}"; Flags: nowait postinstall skipifsilent
