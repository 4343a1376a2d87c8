; The installer for Windows, made by packaging/windows/installer.py with Inno Setup 6.
; Not tried: it was written and checked on Linux, where Inno Setup does not run.
;
; Per person by default, so that no administrator is needed. What people made is in their own
; folders, which neither an update nor the removal touches.

#ifndef Version
  #error Give the version: ISCC /DVersion=0.1.0 /DWork=build packaging\windows\svd-desktop.iss
#endif

[Setup]
AppId={{6E1C2F0B-6B0C-4E53-9C0E-2A1F0A7B5D34}
AppName=SVD Desktop
AppVersion={#Version}
AppPublisher=The SVD Desktop developers
DefaultDirName={autopf}\SVD Desktop
DefaultGroupName=SVD Desktop
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile={#Work}\icons\svd-desktop.ico
UninstallDisplayIcon={app}\svd-desktopw.exe
OutputDir={#Work}
OutputBaseFilename=svd-desktop-{#Version}-setup
Compression=lzma2/normal
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
; A window that is open would keep its files: it is asked to close, and pauses what it renders.
CloseApplications=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "ko"; MessagesFile: "compiler:Languages\Korean.isl"

[CustomMessages]
en.PresetType=SVD Desktop preset
ko.PresetType=SVD Desktop 프리셋
en.Kept=Your takes, models and settings stay in:%n%n%1
ko.Kept=만든 테이크와 모델, 설정은 다음 폴더에 남아 있습니다:%n%n%1

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[InstallDelete]
; Libraries of the version before: one that is left over could be found first.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Work}\dist\svd-desktop\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\SVD Desktop"; Filename: "{app}\svd-desktopw.exe"; AppUserModelID: "svd-desktop"
Name: "{autodesktop}\SVD Desktop"; Filename: "{app}\svd-desktopw.exe"; AppUserModelID: "svd-desktop"; Tasks: desktopicon

[Registry]
; Our own type is ours to open; pictures only get one more entry under "Open with".
Root: HKA; Subkey: "Software\Classes\.svdpreset"; ValueType: string; ValueData: "svd-desktop.preset"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\svd-desktop.preset"; ValueType: string; ValueData: "{cm:PresetType}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\svd-desktop.preset\DefaultIcon"; ValueType: string; ValueData: "{app}\svd-desktopw.exe,0"
Root: HKA; Subkey: "Software\Classes\svd-desktop.preset\shell\open\command"; ValueType: string; ValueData: """{app}\svd-desktopw.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\svd-desktopw.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "SVD Desktop"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\svd-desktopw.exe\shell\open\command"; ValueType: string; ValueData: """{app}\svd-desktopw.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\svd-desktopw.exe\SupportedTypes"; ValueType: string; ValueName: ".jpg"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\svd-desktopw.exe\SupportedTypes"; ValueType: string; ValueName: ".jpeg"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\svd-desktopw.exe\SupportedTypes"; ValueType: string; ValueName: ".png"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\svd-desktopw.exe\SupportedTypes"; ValueType: string; ValueName: ".webp"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\svd-desktopw.exe\SupportedTypes"; ValueType: string; ValueName: ".tif"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\svd-desktopw.exe\SupportedTypes"; ValueType: string; ValueName: ".tiff"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\svd-desktopw.exe\SupportedTypes"; ValueType: string; ValueName: ".heic"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\svd-desktopw.exe\SupportedTypes"; ValueType: string; ValueName: ".avif"; ValueData: ""

[Run]
Filename: "{app}\svd-desktopw.exe"; Description: "{cm:LaunchProgram,SVD Desktop}"; Flags: nowait postinstall skipifsilent

[Code]
procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
var
  Folder: String;
begin
  Folder := ExpandConstant('{localappdata}\svd-desktop');
  if (CurUninstallStep = usPostUninstall) and DirExists(Folder) then
    SuppressibleMsgBox(FmtMessage(CustomMessage('Kept'), [Folder]), mbInformation, MB_OK, IDOK);
end;
