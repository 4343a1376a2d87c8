<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About SVD Desktop</source>
        <translation>SVD Desktop 정보</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>라이브러리 목록</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>라이브러리</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>Turns pictures into moving clips with Stable Video Diffusion. Free software under the Apache License 2.0. The models have licences of their own.</source>
        <translation>Stable Video Diffusion으로 사진을 움직이는 클립으로 만듭니다. Apache License 2.0을 따르는 자유 소프트웨어이며, 모델에는 각각의 라이선스가 따로 있습니다.</translation>
    </message>
</context>
<context>
    <name>ClipView</name>
    <message>
        <source>Divider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarged clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Wipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished">완료</translation>
    </message>
    <message>
        <source>Comparing {0} takes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Two to four finished clips can be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select them with Ctrl held.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Filmstrip</name>
    <message>
        <source>Frame</source>
        <translation type="unfinished">프레임</translation>
    </message>
</context>
<context>
    <name>Habits</name>
    <message>
        <source>The report is on the clipboard.</source>
        <translation>보고서를 클립보드에 복사했습니다.</translation>
    </message>
    <message>
        <source>Choose the folder of a model</source>
        <translation>모델 폴더 선택</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>시스템 설정 따름</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>움직임 줄이기</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>What the parameters do</source>
        <translation>설정값 설명</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>시작 안내</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>보고서 복사</translation>
    </message>
    <message>
        <source>About SVD Desktop</source>
        <translation>SVD Desktop 정보</translation>
    </message>
    <message>
        <source>The window speaks the new language at the next start.</source>
        <translation>새 언어는 다음에 시작할 때 적용됩니다.</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>What the parameters do</source>
        <translation>설정값 설명</translation>
    </message>
    <message>
        <source>Effect of {0}</source>
        <translation>{0}의 효과</translation>
    </message>
    <message>
        <source>Above the last frame, below how much it differs from the first. Made by the demonstration model.</source>
        <translation>위는 마지막 프레임, 아래는 첫 프레임과의 차이입니다. 데모 모델로 만들었습니다.</translation>
    </message>
</context>
<context>
    <name>InputsView</name>
    <message>
        <source>Pictures</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>추가…</translation>
    </message>
    <message>
        <source>Choose pictures (Ctrl+O)</source>
        <translation>사진 선택(Ctrl+O)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Take the selected pictures off the list (Del)</source>
        <translation>선택한 사진을 목록에서 제거(Del)</translation>
    </message>
</context>
<context>
    <name>LogWindow</name>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Log of the window</source>
        <translation>창 로그</translation>
    </message>
    <message>
        <source>Log of the render process</source>
        <translation>렌더링 프로세스 로그</translation>
    </message>
    <message>
        <source>Nothing was written yet.</source>
        <translation>아직 기록된 내용이 없습니다.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>창</translation>
    </message>
    <message>
        <source>Render process</source>
        <translation>렌더링 프로세스</translation>
    </message>
    <message>
        <source>Which log</source>
        <translation>로그 종류</translation>
    </message>
    <message>
        <source>With names of files and folders</source>
        <translation>파일 및 폴더 이름 포함</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>보고서 복사</translation>
    </message>
    <message>
        <source>Versions, device, plan and last error, without the log</source>
        <translation>버전, 장치, 메모리 계획, 마지막 오류. 로그는 포함되지 않음</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>새로 고침</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>폴더 열기</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Add pictures…</source>
        <translation>사진 추가…</translation>
    </message>
    <message>
        <source>Render</source>
        <translation>렌더링</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Paste picture</source>
        <translation>사진 붙여넣기</translation>
    </message>
    <message>
        <source>Remove pictures</source>
        <translation>사진 제거</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation>사진 선택</translation>
    </message>
    <message>
        <source>Render {0} selected</source>
        <translation>선택한 {0}장 렌더링</translation>
    </message>
    <message>
        <source>Render all {0}</source>
        <translation>{0}장 모두 렌더링</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
</context>
<context>
    <name>MemoryGauge</name>
    <message>
        <source>Memory used by the render</source>
        <translation>렌더링에 사용 중인 메모리</translation>
    </message>
    <message>
        <source>GPU memory {0}</source>
        <translation>GPU 메모리 {0}</translation>
    </message>
    <message>
        <source>Memory {0} of {1}</source>
        <translation>메모리 {0} / {1}</translation>
    </message>
</context>
<context>
    <name>ParameterPanel</name>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Framing</source>
        <translation>화면 맞춤</translation>
    </message>
    <message>
        <source>Crop to fill</source>
        <translation>잘라서 채우기</translation>
    </message>
    <message>
        <source>Pad with black</source>
        <translation>검은 여백 채우기</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>늘이기</translation>
    </message>
    <message>
        <source>How a picture of another shape meets the clip&apos;s.</source>
        <translation>사진의 비율이 클립과 다를 때 맞추는 방식입니다.</translation>
    </message>
    <message>
        <source>Render</source>
        <translation>렌더링</translation>
    </message>
    <message>
        <source>SVD takes no prompt and no camera directions.</source>
        <translation>SVD는 프롬프트나 카메라 지시를 받지 않습니다.</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>움직임</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>클립</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>가이던스</translation>
    </message>
    <message>
        <source>Size and memory</source>
        <translation>크기와 메모리</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
</context>
<context>
    <name>ParameterRow</name>
    <message>
        <source>Reset {0}</source>
        <translation>{0} 초기화</translation>
    </message>
    <message>
        <source>Back to {0}</source>
        <translation>{0}(으)로 되돌리기</translation>
    </message>
</context>
<context>
    <name>PlayerControls</name>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} / {1}  ·  {2} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemBar</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>Picture</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>남은 시간</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>대기열</translation>
    </message>
    <message>
        <source>{0} waiting</source>
        <translation>{0}개 대기 중</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>명령과 키 검색</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>명령 목록</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>새 키</translation>
    </message>
    <message>
        <source>&amp;New keys</source>
        <translation>새 키(&amp;N)</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>모두 초기화</translation>
    </message>
    <message>
        <source>{0} already belongs to “{1}”. Choose other keys, or change those first.</source>
        <translation>{0} 키는 이미 “{1}” 명령에 지정되어 있습니다. 다른 키를 고르거나 그 명령의 키를 먼저 바꾸십시오.</translation>
    </message>
    <message>
        <source>{0} belongs to whatever has the focus. Add Ctrl or Alt.</source>
        <translation>{0} 키는 포커스가 있는 항목이 사용합니다. Ctrl이나 Alt와 함께 지정하십시오.</translation>
    </message>
</context>
<context>
    <name>SourcePicture</name>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clip</source>
        <translation type="unfinished">클립</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome to SVD Desktop</source>
        <translation>SVD Desktop 시작하기</translation>
    </message>
    <message>
        <source>Pictures become short moving clips, on this computer.</source>
        <translation>이 컴퓨터에서 사진을 짧은 클립으로 만듭니다.</translation>
    </message>
    <message>
        <source>Add the sample photograph</source>
        <translation>예제 사진 추가</translation>
    </message>
    <message>
        <source>Add a model folder…</source>
        <translation>모델 폴더 추가…</translation>
    </message>
    <message>
        <source>What the parameters do</source>
        <translation>설정값 설명</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Looking at what is in it…</source>
        <translation>하드웨어 확인 중…</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Add the sample, or drop pictures anywhere; then press Render. The demonstration model is ready.</source>
        <translation>예제 사진을 추가하거나 창에 사진을 끌어다 놓은 다음 [렌더링]을 누르십시오. 데모 모델은 바로 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>The real models</source>
        <translation>정식 모델</translation>
    </message>
    <message>
        <source>Stable Video Diffusion is fetched from its makers. Choose the folder where it lies, with its model_index.json.</source>
        <translation>Stable Video Diffusion은 제작사에서 받아야 합니다. model_index.json이 들어 있는 모델 폴더를 선택하십시오.</translation>
    </message>
</context>
<context>
    <name>_Banner</name>
    <message>
        <source>Start queue</source>
        <translation>대기열 시작</translation>
    </message>
    <message>
        <source>One clip waits from last time.</source>
        <translation>지난번에 남은 클립 1개가 대기 중입니다.</translation>
    </message>
    <message>
        <source>{0} clips wait from last time.</source>
        <translation>지난번에 남은 클립 {0}개가 대기 중입니다.</translation>
    </message>
    <message>
        <source>{0} was interrupted and goes on after step {1} of {2}.</source>
        <translation>중단된 {0}: 전체 {2}단계 중 {1}단계 다음부터 이어집니다.</translation>
    </message>
</context>
<context>
    <name>_Ground</name>
    <message>
        <source>Clip</source>
        <translation>클립</translation>
    </message>
</context>
<context>
    <name>_Invitation</name>
    <message>
        <source>Drop pictures or folders here</source>
        <translation>사진이나 폴더를 여기에 놓기</translation>
    </message>
    <message>
        <source>JPEG, PNG, HEIC, WebP, AVIF, TIFF and more</source>
        <translation>JPEG, PNG, HEIC, WebP, AVIF, TIFF 등</translation>
    </message>
    <message>
        <source>Choose pictures…</source>
        <translation>사진 선택…</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>예제로 해 보기</translation>
    </message>
    <message>
        <source>Adds a photograph that comes with the program</source>
        <translation>프로그램에 들어 있는 사진을 추가합니다</translation>
    </message>
</context>
<context>
    <name>_Seed</name>
    <message>
        <source>Random for each clip</source>
        <translation>클립마다 무작위</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>고정</translation>
    </message>
</context>
<context>
    <name>_Words</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished">진행률</translation>
    </message>
    <message>
        <source>Your clip plays here</source>
        <translation type="unfinished">클립이 재생되는 자리</translation>
    </message>
    <message>
        <source>Add a picture, then press Render.</source>
        <translation type="unfinished">사진을 추가한 다음 [렌더링]을 누르십시오.</translation>
    </message>
    <message>
        <source>{0} could not be rendered</source>
        <translation type="unfinished">{0} 렌더링 실패</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation type="unfinished">{0}단계</translation>
    </message>
    <message>
        <source>about {0} left</source>
        <translation type="unfinished">약 {0} 남음</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}({1})</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Clip</source>
        <translation>클립(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>대기열(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Takes</source>
        <translation>테이크(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
</context>
<context>
    <name>comparison</name>
    <message>
        <source>{0}  ·  seed {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hardware</name>
    <message>
        <source>No GPU was found; clips are rendered on the processor.</source>
        <translation>GPU가 없어 프로세서로 렌더링합니다.</translation>
    </message>
    <message>
        <source>{0}, {1} GiB.</source>
        <translation>{0}, {1} GiB.</translation>
    </message>
    <message>
        <source>The demonstration model renders in seconds. {0} would take about {1} hours a clip.</source>
        <translation>데모 모델은 몇 초면 렌더링합니다. {0} 모델은 클립당 약 {1}시간이 걸립니다.</translation>
    </message>
    <message>
        <source>{0} does not fit at full size; smaller clips do, and the demonstration model.</source>
        <translation>{0} 모델은 전체 크기로 실행할 메모리가 부족합니다. 더 작은 클립과 데모 모델은 실행할 수 있습니다.</translation>
    </message>
    <message>
        <source>{0} runs at full size, wholly on the card.</source>
        <translation>{0} 모델을 전체 크기로, 통째로 그래픽 카드에 올려 실행합니다.</translation>
    </message>
    <message>
        <source>{0} runs at full size; its parts take turns on the card.</source>
        <translation>{0} 모델을 전체 크기로 실행하되, 부분별로 번갈아 그래픽 카드에 올립니다.</translation>
    </message>
    <message>
        <source>{0} runs at full size, slowly: its weights come piece by piece.</source>
        <translation>{0} 모델을 전체 크기로 실행하되, 가중치를 조금씩 불러오므로 느립니다.</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>svd-mini (demonstration)</source>
        <translation>svd-mini(데모)</translation>
    </message>
    <message>
        <source>Stable Video Diffusion</source>
        <translation>Stable Video Diffusion</translation>
    </message>
    <message>
        <source>Stable Video Diffusion XT</source>
        <translation>Stable Video Diffusion XT</translation>
    </message>
    <message>
        <source>Stable Video Diffusion XT 1.1</source>
        <translation>Stable Video Diffusion XT 1.1</translation>
    </message>
</context>
<context>
    <name>parameters</name>
    <message>
        <source>{0} to {1}{2}.</source>
        <translation>{0}~{1}{2}.</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>움직임</translation>
    </message>
    <message>
        <source>More is more motion, of camera and subject.</source>
        <translation>클수록 카메라와 피사체가 더 많이 움직입니다.</translation>
    </message>
    <message>
        <source>Noise on the picture</source>
        <translation>사진에 더할 노이즈</translation>
    </message>
    <message>
        <source>More gives the model more freedom: more motion, less likeness to the picture.</source>
        <translation>클수록 모델이 자유로워져 움직임은 늘고 원본 사진과는 덜 닮습니다.</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>프레임 수</translation>
    </message>
    <message>
        <source>How many frames are made; SVD was trained for 14, SVD-XT for 25.</source>
        <translation>만들 프레임의 수입니다. SVD는 14, SVD-XT는 25프레임으로 학습되었습니다.</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>Conditioning rate</source>
        <translation>조건 프레임률</translation>
    </message>
    <message>
        <source>The rate the model imagines: higher means less movement from frame to frame. The rate of the file is chosen at export.</source>
        <translation>모델이 가정하는 프레임률로, 높을수록 프레임 사이의 움직임이 작아집니다. 파일의 프레임률은 내보낼 때 정합니다.</translation>
    </message>
    <message>
        <source>fps</source>
        <translation>fps</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>단계 수</translation>
    </message>
    <message>
        <source>More steps refine the clip and take longer.</source>
        <translation>단계가 많을수록 클립이 정교해지고 오래 걸립니다.</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Guidance, first frame</source>
        <translation>첫 프레임 가이던스</translation>
    </message>
    <message>
        <source>How closely the first frame follows the picture.</source>
        <translation>첫 프레임이 사진을 얼마나 충실히 따르는지 정합니다.</translation>
    </message>
    <message>
        <source>Guidance, last frame</source>
        <translation>마지막 프레임 가이던스</translation>
    </message>
    <message>
        <source>How closely the last frame follows the picture; 1 switches guidance off and halves the work.</source>
        <translation>마지막 프레임이 사진을 얼마나 충실히 따르는지 정합니다. 1이면 가이던스가 꺼지고 작업량이 절반이 됩니다.</translation>
    </message>
    <message>
        <source>Frames decoded at a time</source>
        <translation>한 번에 디코딩할 프레임 수</translation>
    </message>
    <message>
        <source>Fewer need less memory; one at a time may flicker.</source>
        <translation>적을수록 메모리를 덜 쓰지만, 하나씩 디코딩하면 깜박일 수 있습니다.</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>너비</translation>
    </message>
    <message>
        <source>A multiple of 8, best of 64.</source>
        <translation>8의 배수, 되도록 64의 배수로 정하십시오.</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>높이</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>The same seed with the same settings gives the same clip again.</source>
        <translation>시드와 설정이 같으면 같은 클립이 다시 나옵니다.</translation>
    </message>
</context>
<context>
    <name>player commands</name>
    <message>
        <source>Play or pause</source>
        <translation type="unfinished">재생 또는 일시 정지</translation>
    </message>
    <message>
        <source>Play backwards, then faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause, back to normal speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play forwards, then faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation type="unfinished">이전 프레임</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation type="unfinished">다음 프레임</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back and forth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actual size (100%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wipe over the source, or two takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave full screen or comparison</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Loading the model</source>
        <translation>모델 불러오는 중</translation>
    </message>
    <message>
        <source>Compiling the model</source>
        <translation>모델 컴파일 중</translation>
    </message>
    <message>
        <source>Reading the picture</source>
        <translation>사진 읽는 중</translation>
    </message>
    <message>
        <source>Rendering</source>
        <translation>렌더링 중</translation>
    </message>
    <message>
        <source>Decoding frames</source>
        <translation>프레임 디코딩 중</translation>
    </message>
    <message>
        <source>Writing the clip</source>
        <translation>클립 저장 중</translation>
    </message>
    <message>
        <source>Waiting for the device</source>
        <translation>장치 대기 중</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>시작하는 중</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시 정지됨</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0}시간 {1}분</translation>
    </message>
    <message>
        <source>{0} MiB</source>
        <translation>{0} MiB</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>In use by {0}.</source>
        <translation>{0}에서 사용 중입니다.</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0}초</translation>
    </message>
    <message>
        <source>{0} min {1} s</source>
        <translation>{0}분 {1}초</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0}분</translation>
    </message>
    <message>
        <source>{0} GiB</source>
        <translation>{0} GiB</translation>
    </message>
    <message>
        <source>In {0}.</source>
        <translation>저장 위치: {0}</translation>
    </message>
</context>
</TS>
