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
        <source>Look for a newer version</source>
        <translation>새 버전 찾기</translation>
    </message>
    <message>
        <source>Turns pictures into moving clips with Stable Video Diffusion. Free software under the Apache License 2.0. The models have licences of their own.</source>
        <translation>Stable Video Diffusion으로 사진을 움직이는 클립으로 만듭니다. Apache License 2.0을 따르는 자유 소프트웨어이며, 모델에는 각각의 라이선스가 따로 있습니다.</translation>
    </message>
    <message>
        <source>Powered by Stability AI</source>
        <translation>Powered by Stability AI</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>묻는 중…</translation>
    </message>
    <message>
        <source>There is version {0}: {1}</source>
        <translation>버전 {0}이(가) 있습니다: {1}</translation>
    </message>
    <message>
        <source>This is the newest version.</source>
        <translation>최신 버전입니다.</translation>
    </message>
</context>
<context>
    <name>AdvancedGroup</name>
    <message>
        <source>Advanced</source>
        <translation>고급</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>스케줄</translation>
    </message>
    <message>
        <source>Align Your Steps makes a draft in ten steps; it is approximate.</source>
        <translation>Align Your Steps는 10단계로 초안을 만듭니다. 결과는 근사치입니다.</translation>
    </message>
    <message>
        <source>Compile</source>
        <translation>컴파일</translation>
    </message>
    <message>
        <source>Compiling makes each step faster and takes a minute once.</source>
        <translation>컴파일하면 단계마다 빨라지며, 처음 한 번 1분쯤 걸립니다.</translation>
    </message>
    <message>
        <source>Exactness</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>To the bit: the very frames of diffusers&apos; pipeline on a processor, slower. Usual: a pixel may differ by one level.</source>
        <translation>비트 단위: 프로세서에서 실행한 diffusers 파이프라인과 똑같은 프레임을 만들며, 더 느립니다. 보통: 픽셀값이 1만큼 다를 수 있습니다.</translation>
    </message>
    <message>
        <source>Guidance in an interval only</source>
        <translation>일부 구간에만 가이던스 적용</translation>
    </message>
    <message>
        <source>Only steps whose sigma, the noise that is left, lies between these are guided: the others take half the time. It is approximate.</source>
        <translation>시그마(남은 노이즈)가 이 범위에 드는 단계에만 가이던스를 적용합니다. 나머지 단계는 시간이 절반만 걸립니다. 결과는 근사치입니다.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Karras</source>
        <translation>Karras</translation>
    </message>
    <message>
        <source>Align Your Steps</source>
        <translation>Align Your Steps</translation>
    </message>
    <message>
        <source>On</source>
        <translation>켜기</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>끄기</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>To the bit</source>
        <translation>비트 단위</translation>
    </message>
</context>
<context>
    <name>ClipView</name>
    <message>
        <source>Divider</source>
        <translation>구분선</translation>
    </message>
    <message>
        <source>Enlarged clip</source>
        <translation>확대한 클립</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Wipe</source>
        <translation>와이프</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Comparing {0} takes</source>
        <translation>테이크 {0}개 비교</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Two to four finished clips can be compared.</source>
        <translation>완료된 클립을 2~4개까지 비교할 수 있습니다.</translation>
    </message>
    <message>
        <source>Select them with Ctrl held.</source>
        <translation>Ctrl 키를 누른 채 선택하십시오.</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message>
        <source>The queue is done</source>
        <translation>대기열 완료</translation>
    </message>
    <message>
        <source>Seconds left</source>
        <translation>남은 시간(초)</translation>
    </message>
    <message>
        <source>Keep it on</source>
        <translation>계속 켜 두기</translation>
    </message>
    <message>
        <source>The computer goes to sleep in {0} s.</source>
        <translation>{0}초 후 컴퓨터가 절전 모드로 전환됩니다.</translation>
    </message>
    <message>
        <source>The computer shuts down in {0} s.</source>
        <translation>{0}초 후 컴퓨터가 종료됩니다.</translation>
    </message>
    <message>
        <source>Sleep now</source>
        <translation>지금 절전</translation>
    </message>
    <message>
        <source>Shut down now</source>
        <translation>지금 종료</translation>
    </message>
</context>
<context>
    <name>EndOfQueue</name>
    <message>
        <source>The queue is done</source>
        <translation>대기열 완료</translation>
    </message>
    <message>
        <source>One clip done</source>
        <translation>클립 1개 완료</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0}개 실패</translation>
    </message>
    <message>
        <source>{0} clips done</source>
        <translation>클립 {0}개 완료</translation>
    </message>
</context>
<context>
    <name>EngineDialog</name>
    <message>
        <source>Engine</source>
        <translation>엔진</translation>
    </message>
    <message>
        <source>Install for</source>
        <translation>설치 대상</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행 상황</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>설치</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>복구</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>제거…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Checks every file, and fetches again what is damaged.</source>
        <translation>모든 파일을 확인하고 손상된 것을 다시 받습니다.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Found here</source>
        <translation>찾은 장치</translation>
    </message>
    <message>
        <source>Renders on</source>
        <translation>렌더링 장치</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>다운로드</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>디스크</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>SVD Desktop renders with PyTorch. The build that fits this computer is fetched once.</source>
        <translation>SVD Desktop은 PyTorch로 렌더링합니다. 이 컴퓨터에 맞는 빌드를 한 번만 받습니다.</translation>
    </message>
    <message>
        <source>What is installed cannot be read.</source>
        <translation>설치된 것을 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>Go on installing</source>
        <translation>설치 계속</translation>
    </message>
    <message>
        <source>A clip that is being rendered pauses first. Nothing is rendered until the engine is installed again. Clips and models stay.</source>
        <translation>렌더링 중인 클립이 먼저 일시 중지됩니다. 엔진을 다시 설치할 때까지 아무것도 렌더링되지 않습니다. 클립과 모델은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>업데이트</translation>
    </message>
    <message>
        <source>The clip that is being rendered pauses first</source>
        <translation>렌더링 중인 클립이 먼저 일시 중지됩니다</translation>
    </message>
    <message>
        <source>Removing</source>
        <translation>제거하는 중</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>준비하는 중</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Clips and models stay.</source>
        <translation>클립과 모델은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Remove the engine?</source>
        <translation>엔진을 제거하시겠습니까?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
</context>
<context>
    <name>EngineOffers</name>
    <message>
        <source>The engine is ready.</source>
        <translation>엔진이 준비되었습니다.</translation>
    </message>
</context>
<context>
    <name>EngineShelf</name>
    <message>
        <source>The engine is being changed.</source>
        <translation>엔진을 바꾸는 중입니다.</translation>
    </message>
    <message>
        <source>What waits goes on when it is ready.</source>
        <translation>준비되면 대기 중인 작업이 계속됩니다.</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Export {0}</source>
        <translation>{0} 내보내기</translation>
    </message>
    <message>
        <source>Export {0} takes</source>
        <translation>테이크 {0}개 내보내기</translation>
    </message>
</context>
<context>
    <name>ExportFields</name>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Choose a folder for the clips</source>
        <translation>클립을 둘 폴더 선택</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>프레임 속도</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>움직임</translation>
    </message>
    <message>
        <source>Only frames</source>
        <translation>프레임 범위만</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>첫 프레임</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>마지막 프레임</translation>
    </message>
    <message>
        <source>Back and forth</source>
        <translation>앞뒤로 재생</translation>
    </message>
    <message>
        <source>How often it is played</source>
        <translation>재생 횟수</translation>
    </message>
    <message>
        <source>Twice the width and height</source>
        <translation>가로세로 두 배</translation>
    </message>
    <message>
        <source>Folder of the preset</source>
        <translation>프리셋의 폴더</translation>
    </message>
    <message>
        <source>Choose a folder for this preset</source>
        <translation>이 프리셋의 폴더 선택</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>About {0} on two cores.</source>
        <translation>코어 두 개에서 약 {0} 걸립니다.</translation>
    </message>
    <message>
        <source>Each frame once: another rate is another speed.</source>
        <translation>프레임마다 한 번씩: 프레임 속도가 다르면 움직임 속도도 달라집니다.</translation>
    </message>
    <message>
        <source>Each frame equally often, as near to its speed as that comes.</source>
        <translation>모든 프레임을 같은 횟수로 반복해 원래 속도에 가장 가깝게 맞춥니다.</translation>
    </message>
    <message>
        <source>Its speed exactly: frames in between are invented, and may show what was never rendered. {0}</source>
        <translation>원래 속도 그대로: 사이의 프레임을 만들어 내므로 렌더링하지 않은 것이 보일 수 있습니다. {0}</translation>
    </message>
    <message>
        <source>A small network invents the details.</source>
        <translation>작은 신경망이 세부를 만들어 냅니다.</translation>
    </message>
    <message>
        <source>For example {0}</source>
        <translation>예: {0}</translation>
    </message>
    <message>
        <source>As rendered</source>
        <translation>렌더링한 대로</translation>
    </message>
    <message>
        <source>{0} fps</source>
        <translation>{0} fps</translation>
    </message>
    <message>
        <source>Own…</source>
        <translation>직접 입력…</translation>
    </message>
    <message>
        <source>Own rate</source>
        <translation>직접 입력한 프레임 속도</translation>
    </message>
    <message>
        <source>such as 12 or 24000/1001</source>
        <translation>예: 12 또는 24000/1001</translation>
    </message>
    <message>
        <source>Keep the frames</source>
        <translation>프레임 유지</translation>
    </message>
    <message>
        <source>Even repeats</source>
        <translation>고른 반복</translation>
    </message>
    <message>
        <source>Smooth motion</source>
        <translation>부드러운 움직임</translation>
    </message>
    <message>
        <source>Names of the files</source>
        <translation>파일 이름</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>삽입</translation>
    </message>
    <message>
        <source>times</source>
        <translation>회</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>자르기</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Own folder</source>
        <translation>전용 폴더</translation>
    </message>
    <message>
        <source>Of the preset marked in the list: {0}.</source>
        <translation>목록에서 고른 프리셋의 폴더: {0}.</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source>{0} is no rate. Use frames a second from {1} to {2}, such as 25.</source>
        <translation>{0}은(는) 프레임 속도가 아닙니다. 25처럼 {1}에서 {2} 사이의 초당 프레임 수를 쓰십시오.</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>폴더를 선택하십시오.</translation>
    </message>
    <message>
        <source>{0} is no whole path. Choose a folder.</source>
        <translation>{0}은(는) 온전한 경로가 아닙니다. 폴더를 선택하십시오.</translation>
    </message>
    <message>
        <source>Finding out which presets work here…</source>
        <translation>여기서 쓸 수 있는 프리셋을 알아보는 중…</translation>
    </message>
    <message>
        <source>Choose a preset.</source>
        <translation>프리셋을 선택하십시오.</translation>
    </message>
    <message>
        <source>{0} frames, {1} s at {2} fps</source>
        <translation>{0}프레임, {2} fps에서 {1}초</translation>
    </message>
    <message>
        <source>{0} frames each, {1} s at {2} fps</source>
        <translation>각각 {0}프레임, {2} fps에서 {1}초</translation>
    </message>
</context>
<context>
    <name>ExportStrip</name>
    <message>
        <source>Progress of the export</source>
        <translation>내보내기 진행률</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Stop exporting</source>
        <translation>내보내기 중지</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>파일 관리자에서 보기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>내보내는 중</translation>
    </message>
    <message>
        <source>Exporting {0} of {1}</source>
        <translation>{1}개 중 {0}개째 내보내는 중</translation>
    </message>
    <message>
        <source>Export stopped, {0} of {1} are done</source>
        <translation>내보내기를 중지했습니다. {1}개 중 {0}개를 마쳤습니다</translation>
    </message>
    <message>
        <source>{0} of {1} exported</source>
        <translation>{1}개 중 {0}개를 내보냈습니다</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>내보냈습니다</translation>
    </message>
    <message>
        <source>{0} exported</source>
        <translation>{0}개를 내보냈습니다</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>{0} is not exported: {1}</source>
        <translation>{0}을(를) 내보내지 못했습니다: {1}</translation>
    </message>
</context>
<context>
    <name>Fetcher</name>
    <message>
        <source>{0} is larger than {1} MB.</source>
        <translation>{0}: 크기가 {1} MB를 넘습니다.</translation>
    </message>
    <message>
        <source>Save it as a file and drop that.</source>
        <translation>파일로 저장한 다음 그 파일을 끌어다 놓으십시오.</translation>
    </message>
    <message>
        <source>{0} sent nothing for {1} seconds.</source>
        <translation>{0}: {1}초 동안 응답이 없습니다.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>나중에 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>{0} leads from one address to the next without an end.</source>
        <translation>{0}: 주소가 끝없이 다른 주소로 넘어갑니다.</translation>
    </message>
    <message>
        <source>Save the picture instead.</source>
        <translation>대신 사진을 저장하십시오.</translation>
    </message>
    <message>
        <source>{0} was refused by its server ({1}).</source>
        <translation>{0}: 서버가 요청을 거부했습니다({1}).</translation>
    </message>
    <message>
        <source>Save the picture instead and drop the file.</source>
        <translation>대신 사진을 저장한 다음 그 파일을 끌어다 놓으십시오.</translation>
    </message>
    <message>
        <source>{0} cannot be fetched: {1}.</source>
        <translation>{0}: 가져올 수 없습니다({1}).</translation>
    </message>
    <message>
        <source>Check the address and the connection.</source>
        <translation>주소와 네트워크 연결을 확인하십시오.</translation>
    </message>
</context>
<context>
    <name>Filmstrip</name>
    <message>
        <source>Frame</source>
        <translation>프레임</translation>
    </message>
</context>
<context>
    <name>FinishedClipsDialog</name>
    <message>
        <source>Use for new clips</source>
        <translation>새 클립에 사용</translation>
    </message>
    <message>
        <source>Finished clips</source>
        <translation>완성된 클립</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>처음 설정으로</translation>
    </message>
</context>
<context>
    <name>FolderField</name>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
</context>
<context>
    <name>FramingBar</name>
    <message>
        <source>Framing of this picture</source>
        <translation>이 사진의 화면 맞춤</translation>
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
        <source>Reset</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>The largest crop, in the middle (0)</source>
        <translation>가운데에서 가장 크게 자르기(0)</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Back to the clip (Esc)</source>
        <translation>클립으로 돌아가기(Esc)</translation>
    </message>
    <message>
        <source>Reading the picture…</source>
        <translation>사진 읽는 중…</translation>
    </message>
    <message>
        <source>Enlarged {0} times: this part of the picture has {1}x{2} pixels.</source>
        <translation>{0}배 확대됨: 사진의 이 부분은 {1}x{2}픽셀입니다.</translation>
    </message>
    <message>
        <source>Enlarged {0} times: the picture has {1}x{2} pixels.</source>
        <translation>{0}배 확대됨: 사진은 {1}x{2}픽셀입니다.</translation>
    </message>
    <message>
        <source>{0}x{1} pixels of the picture</source>
        <translation>사진 중 {0}x{1}픽셀</translation>
    </message>
    <message>
        <source>The whole picture, {0}x{1} pixels</source>
        <translation>사진 전체, {0}x{1}픽셀</translation>
    </message>
</context>
<context>
    <name>FramingCanvas</name>
    <message>
        <source>Framing</source>
        <translation>화면 맞춤</translation>
    </message>
    <message>
        <source>Framing of {0}</source>
        <translation>{0} 화면 맞춤</translation>
    </message>
    <message>
        <source>Arrows move the crop, plus makes it smaller, minus larger, 0 resets it.</source>
        <translation>화살표 키로 자르기 영역을 옮기고, +로 줄이고, -로 키웁니다. 0은 초기화입니다.</translation>
    </message>
</context>
<context>
    <name>Habits</name>
    <message>
        <source>The report is on the clipboard.</source>
        <translation>보고서를 클립보드에 복사했습니다.</translation>
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
        <source>Finished clips…</source>
        <translation>완성된 클립…</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>모델…</translation>
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
        <source>Engine…</source>
        <translation>엔진…</translation>
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
    <name>JobLog</name>
    <message>
        <source>Log of {0}</source>
        <translation>{0} 로그</translation>
    </message>
    <message>
        <source>Nothing has happened to it yet.</source>
        <translation>아직 기록된 내용이 없습니다.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
</context>
<context>
    <name>Librarian</name>
    <message>
        <source>Drop the picture itself, or save it and drop the file.</source>
        <translation>사진 자체를 끌어다 놓거나, 저장한 다음 그 파일을 끌어다 놓으십시오.</translation>
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
        <source>Queue or takes</source>
        <translation>대기열 또는 테이크</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>대기열</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>테이크</translation>
    </message>
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
        <source>Edit framing</source>
        <translation>화면 맞춤 편집</translation>
    </message>
    <message>
        <source>Remove pictures</source>
        <translation>사진 제거</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation>사진 선택</translation>
    </message>
    <message>
        <source>Fetching {0}</source>
        <translation>{0} 가져오는 중</translation>
    </message>
    <message>
        <source>Render {0} clips</source>
        <translation>클립 {0}개 렌더링</translation>
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
    <message>
        <source>Ctrl+Return. The clip waits until the engine is ready.</source>
        <translation>Ctrl+Return. 엔진이 준비될 때까지 클립이 기다립니다.</translation>
    </message>
</context>
<context>
    <name>MemoryGauge</name>
    <message>
        <source>GPU memory</source>
        <translation>GPU 메모리</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>{0} {1} of {2}</source>
        <translation>{0} {1} / {2}</translation>
    </message>
    <message>
        <source>This program: {0}</source>
        <translation>이 프로그램: {0}</translation>
    </message>
    <message>
        <source>Other programs: {0}</source>
        <translation>다른 프로그램: {0}</translation>
    </message>
    <message>
        <source>Free: {0}</source>
        <translation>여유: {0}</translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Found elsewhere</source>
        <translation>다른 곳에서 찾음</translation>
    </message>
    <message>
        <source>Comes with the program</source>
        <translation>프로그램에 포함됨</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>이 컴퓨터에 있음</translation>
    </message>
    <message>
        <source>Half downloaded</source>
        <translation>일부 내려받음</translation>
    </message>
    <message>
        <source>Can be downloaded</source>
        <translation>내려받을 수 있음</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>내려받기…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>검사</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>제거…</translation>
    </message>
    <message>
        <source>Search this computer</source>
        <translation>이 컴퓨터에서 찾기</translation>
    </message>
    <message>
        <source>Import file…</source>
        <translation>파일 가져오기…</translation>
    </message>
    <message>
        <source>Import folder…</source>
        <translation>폴더 가져오기…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>Your token for the hub</source>
        <translation>허브 토큰</translation>
    </message>
    <message>
        <source>Keep it in the system&apos;s keyring</source>
        <translation>시스템 키링에 보관</translation>
    </message>
    <message>
        <source>Try with the token</source>
        <translation>토큰으로 시도</translation>
    </message>
    <message>
        <source>{0} frames</source>
        <translation>{0}프레임</translation>
    </message>
    <message>
        <source>{0} is ready.</source>
        <translation>{0}을(를) 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>Open the page, then give your token here.</source>
        <translation>페이지를 연 다음 여기에 토큰을 입력하십시오.</translation>
    </message>
    <message>
        <source>Say it here.</source>
        <translation>여기에서 알려 주십시오.</translation>
    </message>
    <message>
        <source>One thing at a time: stop what is being done first.</source>
        <translation>한 번에 하나씩 할 수 있습니다. 진행 중인 작업을 먼저 중지하십시오.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>페이지 열기</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>{0} MB a second</source>
        <translation>초당 {0} MB</translation>
    </message>
    <message>
        <source>about {0} left</source>
        <translation>약 {0} 남음</translation>
    </message>
    <message>
        <source>{0} is whole.</source>
        <translation>{0}에 이상이 없습니다.</translation>
    </message>
    <message>
        <source>No other Stable Video Diffusion was found on this computer.</source>
        <translation>이 컴퓨터에서 다른 Stable Video Diffusion을 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>{0} comes under the {1}.</source>
        <translation>{0}에는 {1}이(가) 적용됩니다.</translation>
    </message>
    <message>
        <source>Read it at {0}. About {1} are downloaded.</source>
        <translation>{0}에서 읽어 보십시오. 약 {1}을(를) 내려받습니다.</translation>
    </message>
    <message>
        <source>Accept and download</source>
        <translation>동의하고 내려받기</translation>
    </message>
    <message>
        <source>Remove {0}?</source>
        <translation>{0}을(를) 제거하시겠습니까?</translation>
    </message>
    <message>
        <source>Its files are deleted. Those of a folder of your own stay.</source>
        <translation>파일이 삭제됩니다. 직접 쓰던 폴더의 파일은 남습니다.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Choose the file of a model</source>
        <translation>모델 파일 선택</translation>
    </message>
    <message>
        <source>Choose the folder of a model</source>
        <translation>모델 폴더 선택</translation>
    </message>
    <message>
        <source>Cancel the download of {0}?</source>
        <translation>{0} 내려받기를 취소하시겠습니까?</translation>
    </message>
    <message>
        <source>What has come of it is deleted. Pause keeps it, to go on later.</source>
        <translation>지금까지 받은 내용이 삭제됩니다. 나중에 계속하려면 일시 정지하십시오.</translation>
    </message>
    <message>
        <source>Cancel the download</source>
        <translation>내려받기 취소</translation>
    </message>
</context>
<context>
    <name>Newer</name>
    <message>
        <source>This build of SVD Desktop does not know where newer ones are announced.</source>
        <translation>이 SVD Desktop 빌드는 새 버전이 어디에 공지되는지 모릅니다.</translation>
    </message>
    <message>
        <source>Look where you got it from.</source>
        <translation>받은 곳에서 확인하십시오.</translation>
    </message>
    <message>
        <source>{0} did not answer.</source>
        <translation>{0}이(가) 응답하지 않았습니다.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>나중에 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>{0} cannot be asked: {1}.</source>
        <translation>{0}에 물을 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>Check the connection.</source>
        <translation>연결을 확인하십시오.</translation>
    </message>
    <message>
        <source>{0} does not say which version is the newest.</source>
        <translation>{0}이(가) 최신 버전을 알려 주지 않습니다.</translation>
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
        <source>Low</source>
        <translation>적게</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>High</source>
        <translation>많이</translation>
    </message>
    <message>
        <source>Render</source>
        <translation>렌더링</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>프리셋</translation>
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
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>가이던스</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
</context>
<context>
    <name>PlanLine</name>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>How the model uses the device&apos;s memory.</source>
        <translation>모델이 장치 메모리를 사용하는 방식입니다.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>The fastest that fits.</source>
        <translation>메모리에 맞는 방식 중 가장 빠른 것을 씁니다.</translation>
    </message>
    <message>
        <source>Looking at the device…</source>
        <translation>장치 확인 중…</translation>
    </message>
    <message>
        <source>Planned when the engine is ready.</source>
        <translation>엔진이 준비되면 계획합니다.</translation>
    </message>
    <message>
        <source>Planned when it renders.</source>
        <translation>렌더링할 때 정합니다.</translation>
    </message>
    <message>
        <source>This fits:</source>
        <translation>실행 가능한 크기:</translation>
    </message>
    <message>
        <source>No smaller clip fits either.</source>
        <translation>더 작은 클립도 실행할 수 없습니다.</translation>
    </message>
    <message>
        <source>Use {0}</source>
        <translation>{0} 사용</translation>
    </message>
</context>
<context>
    <name>PlayerControls</name>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>{0}x</source>
        <translation>{0}x</translation>
    </message>
    <message>
        <source>{0} / {1}  ·  {2} s</source>
        <translation>{0} / {1}  ·  {2}초</translation>
    </message>
</context>
<context>
    <name>PresetBar</name>
    <message>
        <source>Preset</source>
        <translation>프리셋</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Back to the preset</source>
        <translation>프리셋으로 되돌리기</translation>
    </message>
    <message>
        <source>Presets: more</source>
        <translation>프리셋 메뉴</translation>
    </message>
    <message>
        <source>Save, rename, delete, import and export presets</source>
        <translation>프리셋 저장, 이름 변경, 삭제, 가져오기, 내보내기</translation>
    </message>
    <message>
        <source>Save settings as a preset…</source>
        <translation>설정을 프리셋으로 저장…</translation>
    </message>
    <message>
        <source>Rename preset…</source>
        <translation>프리셋 이름 변경…</translation>
    </message>
    <message>
        <source>Delete preset</source>
        <translation>프리셋 삭제</translation>
    </message>
    <message>
        <source>Bring the deleted preset back</source>
        <translation>삭제한 프리셋 되살리기</translation>
    </message>
    <message>
        <source>Import a preset…</source>
        <translation>프리셋 가져오기…</translation>
    </message>
    <message>
        <source>Export settings as a preset…</source>
        <translation>설정을 프리셋으로 내보내기…</translation>
    </message>
    <message>
        <source>Save settings as a preset</source>
        <translation>설정을 프리셋으로 저장</translation>
    </message>
    <message>
        <source>Rename preset</source>
        <translation>프리셋 이름 변경</translation>
    </message>
    <message>
        <source>Import a preset</source>
        <translation>프리셋 가져오기</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>설정 내보내기</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>이름:</translation>
    </message>
    <message>
        <source>There is a preset {0}. Replace it?</source>
        <translation>‘{0}’ 프리셋이 이미 있습니다. 바꾸시겠습니까?</translation>
    </message>
    <message>
        <source>{0} (needs {1})</source>
        <translation>{0}({1} 필요)</translation>
    </message>
    <message>
        <source>{0} (changed)</source>
        <translation>{0}(변경됨)</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>변경됨</translation>
    </message>
    <message>
        <source>Changed: back to {0}</source>
        <translation>변경됨: {0}(으)로 되돌리기</translation>
    </message>
</context>
<context>
    <name>PresetList</name>
    <message>
        <source>Presets</source>
        <translation>프리셋</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>프리셋</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>용도</translation>
    </message>
    <message>
        <source>In {0}. {1}</source>
        <translation>{0}에 저장. {1}</translation>
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
    <name>Programs</name>
    <message>
        <source>{0} for {1}</source>
        <translation>{1}에 보낼 {0}</translation>
    </message>
    <message>
        <source>{0} cannot be started.</source>
        <translation>{0}을(를) 시작할 수 없습니다.</translation>
    </message>
    <message>
        <source>Choose another program.</source>
        <translation>다른 프로그램을 선택하십시오.</translation>
    </message>
    <message>
        <source>The system&apos;s own program</source>
        <translation>시스템 기본 프로그램</translation>
    </message>
</context>
<context>
    <name>QueueActions</name>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause now</source>
        <translation>지금 일시 정지</translation>
    </message>
    <message>
        <source>Pause after this one</source>
        <translation>현재 클립 후 일시 정지</translation>
    </message>
    <message>
        <source>Move to the top</source>
        <translation>맨 위로 이동</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>위로 이동</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>아래로 이동</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Again with a new seed</source>
        <translation>새 시드로 다시 추가</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>이 설정 사용</translation>
    </message>
    <message>
        <source>Apply the panel&apos;s settings</source>
        <translation>패널 설정 적용</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Bring back what was removed</source>
        <translation>제거한 클립 되살리기</translation>
    </message>
    <message>
        <source>Clear done</source>
        <translation>완료된 클립 지우기</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>로그 보기</translation>
    </message>
    <message>
        <source>When done: nothing</source>
        <translation>완료 후: 아무것도 안 함</translation>
    </message>
    <message>
        <source>When done: notify</source>
        <translation>완료 후: 알림</translation>
    </message>
    <message>
        <source>When done: sleep</source>
        <translation>완료 후: 절전</translation>
    </message>
    <message>
        <source>When done: shut down</source>
        <translation>완료 후: 종료</translation>
    </message>
</context>
<context>
    <name>QueueBanner</name>
    <message>
        <source>Start queue</source>
        <translation>대기열 시작</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>The queue pauses after the step that is being rendered.</source>
        <translation>지금 렌더링하는 단계가 끝나면 대기열이 일시 정지됩니다.</translation>
    </message>
    <message>
        <source>The queue pauses after the clip that is being rendered.</source>
        <translation>렌더링 중인 클립이 끝나면 대기열이 일시 정지됩니다.</translation>
    </message>
    <message>
        <source>One clip waits for the engine.</source>
        <translation>클립 1개가 엔진을 기다립니다.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Install the engine…</source>
        <translation>엔진 설치…</translation>
    </message>
    <message>
        <source>{0} clips wait for the engine.</source>
        <translation>클립 {0}개가 엔진을 기다립니다.</translation>
    </message>
    <message>
        <source>The queue is paused. One clip waits.</source>
        <translation>대기열이 일시 정지되었습니다. 클립 1개가 대기 중입니다.</translation>
    </message>
    <message>
        <source>The queue is paused. {0} clips wait.</source>
        <translation>대기열이 일시 정지되었습니다. 클립 {0}개가 대기 중입니다.</translation>
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
    <name>QueueCommands</name>
    <message>
        <source>{0} waiting</source>
        <translation>{0}개 대기 중</translation>
    </message>
    <message>
        <source>{0} rendering</source>
        <translation>{0}개 렌더링 중</translation>
    </message>
    <message>
        <source>{0} done</source>
        <translation>{0}개 완료</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0}개 실패</translation>
    </message>
    <message>
        <source>about {0} left</source>
        <translation>약 {0} 남음</translation>
    </message>
</context>
<context>
    <name>QueueDrop</name>
    <message>
        <source>Drop here to queue with the settings on the right</source>
        <translation>여기에 놓으면 오른쪽 설정으로 대기열에 추가됩니다</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>Picture</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
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
    <name>QueueTable</name>
    <message>
        <source>Queue</source>
        <translation>대기열</translation>
    </message>
    <message>
        <source>No clip in the queue is like that.</source>
        <translation>조건에 맞는 클립이 없습니다.</translation>
    </message>
    <message>
        <source>What you render waits its turn here.</source>
        <translation>렌더링할 클립이 여기서 차례를 기다립니다.</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>Find by name</source>
        <translation>이름으로 찾기</translation>
    </message>
    <message>
        <source>Find clips in the queue by name</source>
        <translation>대기열의 클립을 이름으로 찾기</translation>
    </message>
    <message>
        <source>Which clips of the queue are shown</source>
        <translation>표시할 대기열 클립</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기 중</translation>
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
        <source>When the queue is done</source>
        <translation>대기열 완료 후</translation>
    </message>
    <message>
        <source>What the computer does when the queue is done</source>
        <translation>대기열이 끝난 뒤 컴퓨터가 할 동작</translation>
    </message>
</context>
<context>
    <name>RecentFolders</name>
    <message>
        <source>Recent folders</source>
        <translation>최근 폴더</translation>
    </message>
</context>
<context>
    <name>Remaking</name>
    <message>
        <source>The settings of {0} are back: {1}.</source>
        <translation>{0}의 설정을 불러왔습니다: {1}.</translation>
    </message>
    <message>
        <source>The settings of {0} were set already.</source>
        <translation>{0}의 설정이 이미 적용되어 있습니다.</translation>
    </message>
    <message>
        <source>The picture {0} is no longer in its folder: add it again.</source>
        <translation>사진 {0} 파일이 더 이상 폴더에 없습니다. 다시 추가하십시오.</translation>
    </message>
    <message>
        <source>The model {0} is not on this computer: {1} is used instead.</source>
        <translation>{0} 모델이 이 컴퓨터에 없어 {1} 모델을 대신 사용합니다.</translation>
    </message>
    <message>
        <source>The settings of {0} are in the panel.</source>
        <translation>{0}의 설정을 패널에 불러왔습니다.</translation>
    </message>
</context>
<context>
    <name>SeedRows</name>
    <message>
        <source>Random for each clip</source>
        <translation>클립마다 무작위</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Variations</source>
        <translation>변형 수</translation>
    </message>
    <message>
        <source>Clips of each picture: each has a seed of its own; with a fixed one, that and those after it.</source>
        <translation>사진마다 만들 클립의 수입니다. 시드는 클립마다 다르며, 고정하면 그 시드부터 차례로 씁니다.</translation>
    </message>
</context>
<context>
    <name>SendToMenu</name>
    <message>
        <source>Send to</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>Choose a program…</source>
        <translation>프로그램 선택…</translation>
    </message>
    <message>
        <source>Choose a program</source>
        <translation>프로그램 선택</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>Best is a multiple of 64: {0} or {1}.</source>
        <translation>64의 배수를 권장합니다: {0} 또는 {1}.</translation>
    </message>
    <message>
        <source>Change its permissions.</source>
        <translation>파일 권한을 바꾸십시오.</translation>
    </message>
    <message>
        <source>Check its name.</source>
        <translation>이름을 확인하십시오.</translation>
    </message>
    <message>
        <source>Choose a clip of this program or the .json file beside it.</source>
        <translation>이 프로그램으로 만든 클립이나 그 옆의 .json 파일을 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose a file that was exported here.</source>
        <translation>이 프로그램에서 내보낸 파일을 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose a folder on a file system that takes larger files.</source>
        <translation>더 큰 파일을 저장할 수 있는 파일 시스템의 폴더를 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose a picture in it.</source>
        <translation>그 안에 있는 사진을 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose a picture.</source>
        <translation>사진을 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose a take from the library.</source>
        <translation>라이브러리에서 테이크를 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>다른 파일을 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose another folder or change its permissions.</source>
        <translation>다른 폴더를 선택하거나 폴더 권한을 바꾸십시오.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>다른 폴더를 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose another.</source>
        <translation>다른 것을 선택하십시오.</translation>
    </message>
    <message>
        <source>Close other programs, or use {0}x{1} with {2} frames or {3}x{4} with {5} frames.</source>
        <translation>다른 프로그램을 닫거나, {0}x{1} 크기에 {2}프레임 또는 {3}x{4} 크기에 {5}프레임으로 설정하십시오.</translation>
    </message>
    <message>
        <source>Close other programs, or use {0}x{1} with {2} frames.</source>
        <translation>다른 프로그램을 닫거나, {0}x{1} 크기에 {2}프레임으로 설정하십시오.</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>다른 프로그램을 닫으십시오.</translation>
    </message>
    <message>
        <source>Close what uses it, or delete its folder yourself.</source>
        <translation>이 테이크를 사용 중인 프로그램을 닫거나, 폴더를 직접 삭제하십시오.</translation>
    </message>
    <message>
        <source>Copy it again from where it came from.</source>
        <translation>원래 있던 곳에서 다시 복사하십시오.</translation>
    </message>
    <message>
        <source>Decoded in fp32, since fp16 gave values that are not numbers.</source>
        <translation>fp16에서 숫자가 아닌 값이 나와 fp32로 디코딩했습니다.</translation>
    </message>
    <message>
        <source>Decoded {0} frames at a time instead of {1}.</source>
        <translation>{1}프레임씩이 아니라 {0}프레임씩 디코딩했습니다.</translation>
    </message>
    <message>
        <source>Decoding gave values that are not numbers from frame {0} on.</source>
        <translation>디코딩하는 중에 {0}번째 프레임부터 숫자가 아닌 값이 나왔습니다.</translation>
    </message>
    <message>
        <source>Details are in {0}.</source>
        <translation>자세한 내용은 {0} 파일에 있습니다.</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>다른 프로그램이 사용 중</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>디스크 할당량 초과</translation>
    </message>
    <message>
        <source>Encoding the picture gave values that are not numbers.</source>
        <translation>사진을 인코딩하는 중에 숫자가 아닌 값이 나왔습니다.</translation>
    </message>
    <message>
        <source>Extends {0} from frame {1}.</source>
        <translation>{0} 테이크의 {1}번째 프레임에서 이어집니다.</translation>
    </message>
    <message>
        <source>Fetch or import it again.</source>
        <translation>모델을 다시 받거나 가져오십시오.</translation>
    </message>
    <message>
        <source>Fetch or import the model again.</source>
        <translation>모델을 다시 받거나 가져오십시오.</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>같은 이름의 파일이 있음</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>파일 이름이 너무 김</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>파일이 너무 큼</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>디스크 공간을 확보한 다음 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>Free some space, so that {0} GiB are free, then go on with the queue.</source>
        <translation>디스크 공간을 {0} GiB 이상 확보한 다음 대기열을 계속하십시오.</translation>
    </message>
    <message>
        <source>Give a model&apos;s name or folder.</source>
        <translation>모델의 이름이나 폴더를 지정하십시오.</translation>
    </message>
    <message>
        <source>Give the path of a picture.</source>
        <translation>사진의 경로를 지정하십시오.</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>입출력 오류</translation>
    </message>
    <message>
        <source>Install the package imageio-ffmpeg again.</source>
        <translation>imageio-ffmpeg 패키지를 다시 설치하십시오.</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>프로그램을 다시 설치하십시오.</translation>
    </message>
    <message>
        <source>Interrupted: the program that was rendering it ended.</source>
        <translation>렌더링하던 프로그램이 끝나 중단되었습니다.</translation>
    </message>
    <message>
        <source>Interrupted: the program that was rendering it ended. It goes on after step {0}.</source>
        <translation>렌더링하던 프로그램이 끝나 중단되었습니다. {0}단계 다음부터 이어집니다.</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>폴더임</translation>
    </message>
    <message>
        <source>It could not be joined to {0}.</source>
        <translation>{0} 테이크에 이어 붙이지 못했습니다.</translation>
    </message>
    <message>
        <source>It is still in the library; delete its folder yourself.</source>
        <translation>아직 라이브러리에 있으니 폴더를 직접 삭제하십시오.</translation>
    </message>
    <message>
        <source>Look for it in the trash.</source>
        <translation>휴지통에서 찾아보십시오.</translation>
    </message>
    <message>
        <source>Make it smaller first.</source>
        <translation>먼저 크기를 줄이십시오.</translation>
    </message>
    <message>
        <source>Make it smaller.</source>
        <translation>크기를 줄이십시오.</translation>
    </message>
    <message>
        <source>Memory ran out on {0}, where {1} of {2} GiB were planned.</source>
        <translation>{0} 장치의 메모리가 부족합니다. {2} GiB 중 {1} GiB를 쓸 계획이었습니다.</translation>
    </message>
    <message>
        <source>Move that file away to start with an empty queue; takes are not touched.</source>
        <translation>그 파일을 다른 곳으로 옮기면 빈 대기열로 시작합니다. 테이크는 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Name one that is listed.</source>
        <translation>목록에 있는 이름을 지정하십시오.</translation>
    </message>
    <message>
        <source>A download of {0} is half done.</source>
        <translation>{0} 내려받기가 절반만 끝나 있습니다.</translation>
    </message>
    <message>
        <source>A GIF&apos;s successor, in full colour and smaller; for pages, not for editors.</source>
        <translation>GIF의 후속으로 색이 온전하고 더 작습니다. 웹 페이지용이며 편집 프로그램용이 아닙니다.</translation>
    </message>
    <message>
        <source>A light 10 bit intermediate that Premiere and Resolve read; large.</source>
        <translation>Premiere와 Resolve가 읽는 가벼운 10비트 중간 형식. 파일이 큽니다.</translation>
    </message>
    <message>
        <source>A light stand-in for editing, to be replaced by a better one at the end.</source>
        <translation>편집용 가벼운 대체본. 마지막에 더 좋은 것으로 바꿉니다.</translation>
    </message>
    <message>
        <source>A part of the program does not load: {0}.</source>
        <translation>프로그램의 일부를 불러올 수 없습니다: {0}.</translation>
    </message>
    <message>
        <source>A preset cannot be called {0}.</source>
        <translation>프리셋 이름으로 {0}을(를) 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>A timeline cannot run at {0} frames a second.</source>
        <translation>타임라인은 초당 {0}프레임으로 만들 수 없습니다.</translation>
    </message>
    <message>
        <source>A timeline links films, which {0} does not make.</source>
        <translation>타임라인은 영상을 연결하는데 {0}은(는) 영상을 만들지 않습니다.</translation>
    </message>
    <message>
        <source>A timeline needs a take.</source>
        <translation>타임라인에는 테이크가 필요합니다.</translation>
    </message>
    <message>
        <source>AV1</source>
        <translation>AV1</translation>
    </message>
    <message>
        <source>Accept it on {0}/{1}, then give your token: `svd-desktop models token`.</source>
        <translation>{0}/{1}에서 동의한 다음 토큰을 입력하십시오: `svd-desktop models token`.</translation>
    </message>
    <message>
        <source>Add what is missing.</source>
        <translation>빠진 것을 더하십시오.</translation>
    </message>
    <message>
        <source>An EDL has one rate: {0} has {1} frames a second, the timeline {2}.</source>
        <translation>EDL의 프레임 속도는 하나뿐입니다. {0}은(는) 초당 {1}프레임, 타임라인은 {2}프레임입니다.</translation>
    </message>
    <message>
        <source>An EDL holds {0} clips, not {1}.</source>
        <translation>EDL에는 클립이 {0}개까지 들어갑니다. {1}개는 들어가지 않습니다.</translation>
    </message>
    <message>
        <source>Animated PNG</source>
        <translation>움직이는 PNG</translation>
    </message>
    <message>
        <source>Animated WebP</source>
        <translation>움직이는 WebP</translation>
    </message>
    <message>
        <source>Another model is being imported.</source>
        <translation>다른 모델을 가져오는 중입니다.</translation>
    </message>
    <message>
        <source>Another program holds it: try again when that is done.</source>
        <translation>다른 프로그램이 사용하고 있습니다. 끝난 다음 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>Change its permissions, or set SVD_DESKTOP_HOME to a folder that can be written.</source>
        <translation>권한을 바꾸거나, SVD_DESKTOP_HOME을 쓸 수 있는 폴더로 설정하십시오.</translation>
    </message>
    <message>
        <source>Check HF_ENDPOINT and the proxy.</source>
        <translation>HF_ENDPOINT와 프록시를 확인하십시오.</translation>
    </message>
    <message>
        <source>Check UV_DEFAULT_INDEX and {0}.</source>
        <translation>UV_DEFAULT_INDEX와 {0}을(를) 확인하십시오.</translation>
    </message>
    <message>
        <source>Check the connection; the download goes on from where it is.</source>
        <translation>연결을 확인하십시오. 내려받기는 멈춘 곳부터 계속됩니다.</translation>
    </message>
    <message>
        <source>Check the connection; the installation goes on from where it is.</source>
        <translation>연결을 확인하십시오. 설치는 중단된 곳부터 계속됩니다.</translation>
    </message>
    <message>
        <source>Check the disk that it is on.</source>
        <translation>그것이 있는 디스크를 확인하십시오.</translation>
    </message>
    <message>
        <source>Check {0} and the proxy.</source>
        <translation>{0}와(과) 프록시를 확인하십시오.</translation>
    </message>
    <message>
        <source>Check {0}, the proxy and SSL_CERT_FILE.</source>
        <translation>{0}, 프록시, SSL_CERT_FILE을 확인하십시오.</translation>
    </message>
    <message>
        <source>Choose a higher rate.</source>
        <translation>더 높은 프레임 속도를 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose another GPU for the engine, or look for a newer SVD Desktop.</source>
        <translation>엔진을 다른 GPU용으로 설치하거나 새 버전의 SVD Desktop을 찾아보십시오.</translation>
    </message>
    <message>
        <source>Choose another name, or delete it.</source>
        <translation>다른 이름을 고르거나 그 파일을 삭제하세요.</translation>
    </message>
    <message>
        <source>Choose another name, or remove that one first.</source>
        <translation>다른 이름을 고르거나 그것을 먼저 제거하십시오.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>다른 이름을 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose another preset.</source>
        <translation>다른 프리셋을 고르십시오.</translation>
    </message>
    <message>
        <source>Choose its {0} instead.</source>
        <translation>대신 {0}을(를) 선택하십시오.</translation>
    </message>
    <message>
        <source>CineForm</source>
        <translation>CineForm</translation>
    </message>
    <message>
        <source>Close it there and start again.</source>
        <translation>그곳에서 닫고 다시 시작하십시오.</translation>
    </message>
    <message>
        <source>Close its window, or end the process {0}, and start again.</source>
        <translation>그 창을 닫거나 프로세스 {0}을(를) 끝내고 다시 시작하십시오.</translation>
    </message>
    <message>
        <source>Copy it whole from the hub&apos;s page.</source>
        <translation>허브의 페이지에서 전체를 복사하십시오.</translation>
    </message>
    <message>
        <source>DNxHR 444</source>
        <translation>DNxHR 444</translation>
    </message>
    <message>
        <source>DNxHR HQX</source>
        <translation>DNxHR HQX</translation>
    </message>
    <message>
        <source>DNxHR HQX as Avid and broadcasters take it; only at the rates of television.</source>
        <translation>Avid와 방송사가 받는 DNxHR HQX. 방송 프레임 속도에서만 됩니다.</translation>
    </message>
    <message>
        <source>DNxHR HQX in MXF</source>
        <translation>MXF의 DNxHR HQX</translation>
    </message>
    <message>
        <source>DNxHR with the colours at full resolution, for keying and grading; very large.</source>
        <translation>색을 온전한 해상도로 담은 DNxHR. 키잉과 색 보정용이며 매우 큽니다.</translation>
    </message>
    <message>
        <source>Delete it and fetch the model again.</source>
        <translation>지우고 모델을 다시 받으십시오.</translation>
    </message>
    <message>
        <source>Delete it and try again.</source>
        <translation>삭제하고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>EXR sequence</source>
        <translation>EXR 시퀀스</translation>
    </message>
    <message>
        <source>End it in .otio, .otioz, .fcpxml, .xml, .edl or .mlt.</source>
        <translation>이름 끝을 .otio, .otioz, .fcpxml, .xml, .edl, .mlt 중 하나로 하세요.</translation>
    </message>
    <message>
        <source>Every frame as a picture, lossless, for compositing and for every program there is.</source>
        <translation>프레임마다 무손실 그림 한 장. 합성용이며 모든 프로그램에서 열립니다.</translation>
    </message>
    <message>
        <source>Every frame as a picture, lossless, for print and for film programs; 8 bit.</source>
        <translation>프레임마다 무손실 그림 한 장. 인쇄와 영화 프로그램용, 8비트.</translation>
    </message>
    <message>
        <source>Every frame in linear light, half float, for compositing in Nuke, Blender or Fusion.</source>
        <translation>프레임마다 선형 광, 반정밀도 부동소수점. Nuke, Blender, Fusion의 합성용.</translation>
    </message>
    <message>
        <source>Every frame stands alone, so that an editor can step and scrub; larger.</source>
        <translation>프레임마다 독립되어 편집 프로그램에서 넘기고 훑기 좋습니다. 더 큽니다.</translation>
    </message>
    <message>
        <source>Every pixel as it was rendered, for archives and for programs built on ffmpeg.</source>
        <translation>모든 픽셀을 렌더링한 그대로. 보관용이며 ffmpeg 기반 프로그램용입니다.</translation>
    </message>
    <message>
        <source>Export it again.</source>
        <translation>다시 내보내세요.</translation>
    </message>
    <message>
        <source>FFV1, lossless</source>
        <translation>FFV1, 무손실</translation>
    </message>
    <message>
        <source>Fetch it: `svd-desktop models download {0}`, or name the folder that holds it.</source>
        <translation>받으십시오: `svd-desktop models download {0}`. 또는 모델이 든 폴더를 지정하십시오.</translation>
    </message>
    <message>
        <source>Finish it, or give this one another name with --name.</source>
        <translation>그것을 끝내거나, --name으로 다른 이름을 지정하십시오.</translation>
    </message>
    <message>
        <source>Free {0} GB and try again.</source>
        <translation>{0} GB를 비우고 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>GIF</source>
        <translation>GIF</translation>
    </message>
    <message>
        <source>Give another with --name.</source>
        <translation>--name으로 다른 이름을 지정하십시오.</translation>
    </message>
    <message>
        <source>Give the rate of your timeline, such as 25.</source>
        <translation>25처럼 타임라인의 프레임 속도를 지정하십시오.</translation>
    </message>
    <message>
        <source>H.264 for editing</source>
        <translation>편집용 H.264</translation>
    </message>
    <message>
        <source>H.264 for review</source>
        <translation>검토용 H.264</translation>
    </message>
    <message>
        <source>H.265, 10 bit</source>
        <translation>H.265, 10비트</translation>
    </message>
    <message>
        <source>Handles of {0} frames leave nothing of {1}, which has {2}.</source>
        <translation>핸들 {0}프레임을 빼면 {1}에 남는 것이 없습니다. 이 클립은 {2}프레임입니다.</translation>
    </message>
    <message>
        <source>If your network checks what is fetched, add its certificate to the system&apos;s.</source>
        <translation>네트워크가 받는 내용을 검사한다면 그 인증서를 시스템에 추가하십시오.</translation>
    </message>
    <message>
        <source>Import it under that name.</source>
        <translation>그 이름으로 가져오십시오.</translation>
    </message>
    <message>
        <source>Import it when nothing else writes it.</source>
        <translation>다른 프로그램이 쓰지 않을 때 가져오십시오.</translation>
    </message>
    <message>
        <source>Import svd.safetensors, svd_xt.safetensors or svd_xt_1_1.safetensors.</source>
        <translation>svd.safetensors, svd_xt.safetensors 또는 svd_xt_1_1.safetensors를 가져오십시오.</translation>
    </message>
    <message>
        <source>Import the file of the same name without _image_decoder.</source>
        <translation>이름에서 _image_decoder가 없는 파일을 가져오십시오.</translation>
    </message>
    <message>
        <source>Import the file that holds the whole model.</source>
        <translation>모델 전체가 든 파일을 가져오십시오.</translation>
    </message>
    <message>
        <source>Install Microsoft&apos;s Visual C++ libraries, https://aka.ms/vc14/vc_redist.x64.exe, and try again.</source>
        <translation>Microsoft Visual C++ 라이브러리(https://aka.ms/vc14/vc_redist.x64.exe)를 설치하고 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>Install SVD Desktop again.</source>
        <translation>SVD Desktop을 다시 설치하십시오.</translation>
    </message>
    <message>
        <source>Install for the processor instead.</source>
        <translation>대신 프로세서용으로 설치하십시오.</translation>
    </message>
    <message>
        <source>Install it in the window, with Engine… in the menu Help, or with `svd-desktop engine install`.</source>
        <translation>창의 도움말 메뉴에 있는 엔진… 또는 `svd-desktop engine install`로 설치하십시오.</translation>
    </message>
    <message>
        <source>Install it with: pip install &apos;svd-desktop[upscale]&apos;.</source>
        <translation>다음으로 설치하십시오: pip install &apos;svd-desktop[upscale]&apos;.</translation>
    </message>
    <message>
        <source>Install the library that is named.</source>
        <translation>이름이 나온 라이브러리를 설치하십시오.</translation>
    </message>
    <message>
        <source>Install what Debian calls: {0}</source>
        <translation>Debian에서 이렇게 부르는 것을 설치하십시오: {0}</translation>
    </message>
    <message>
        <source>It is no take any more; delete that folder yourself.</source>
        <translation>이제 테이크가 아닙니다. 그 폴더를 직접 삭제하십시오.</translation>
    </message>
    <message>
        <source>It lacks its name or its origin.</source>
        <translation>이름이나 바탕이 되는 프리셋이 없습니다.</translation>
    </message>
    <message>
        <source>It was changed there; look for a newer SVD Desktop.</source>
        <translation>그곳에서 바뀌었습니다. 더 새로운 SVD Desktop을 찾아보십시오.</translation>
    </message>
    <message>
        <source>Its version is {0}.</source>
        <translation>버전이 {0}입니다.</translation>
    </message>
    <message>
        <source>Leave it as it is.</source>
        <translation>그대로 두십시오.</translation>
    </message>
    <message>
        <source>Leave it out.</source>
        <translation>빼십시오.</translation>
    </message>
    <message>
        <source>Leave the encoder out.</source>
        <translation>인코더를 빼십시오.</translation>
    </message>
    <message>
        <source>Look for a newer SVD Desktop.</source>
        <translation>더 새로운 SVD Desktop을 찾아보십시오.</translation>
    </message>
    <message>
        <source>Lossless and plays in every browser; very large.</source>
        <translation>무손실이며 모든 브라우저에서 재생됩니다. 매우 큽니다.</translation>
    </message>
    <message>
        <source>Make a new one on {0}/settings/tokens and give it: `svd-desktop models token`.</source>
        <translation>{0}/settings/tokens에서 새로 만들어 입력하십시오: `svd-desktop models token`.</translation>
    </message>
    <message>
        <source>Name a file that can.</source>
        <translation>읽을 수 있는 파일을 지정하십시오.</translation>
    </message>
    <message>
        <source>Name one of your own.</source>
        <translation>직접 만든 것의 이름을 쓰십시오.</translation>
    </message>
    <message>
        <source>Name one of {0}.</source>
        <translation>{0} 중 하나를 지정하십시오.</translation>
    </message>
    <message>
        <source>Name one.</source>
        <translation>하나를 지정하세요.</translation>
    </message>
    <message>
        <source>No ffmpeg was found.</source>
        <translation>ffmpeg가 없습니다.</translation>
    </message>
    <message>
        <source>No permission to write {0}.</source>
        <translation>{0}에 쓸 권한이 없습니다.</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>디스크 공간 부족</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>파일이나 폴더가 없음</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>폴더가 아님</translation>
    </message>
    <message>
        <source>Nothing of a preset is called {0}.</source>
        <translation>프리셋에는 {0}(이)라는 항목이 없습니다.</translation>
    </message>
    <message>
        <source>One frame at a time may flicker.</source>
        <translation>한 프레임씩 디코딩하면 깜박일 수 있습니다.</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>허용되지 않은 작업</translation>
    </message>
    <message>
        <source>PNG sequence</source>
        <translation>PNG 시퀀스</translation>
    </message>
    <message>
        <source>Pause what is rendered there or close it, and try again.</source>
        <translation>그곳의 렌더링을 일시 중지하거나 닫은 다음 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>권한 없음</translation>
    </message>
    <message>
        <source>Plays anywhere, with 256 colours; for chats and pages. Large for what it shows.</source>
        <translation>어디서나 재생되며 256색입니다. 대화와 웹 페이지용. 내용에 비해 큽니다.</translation>
    </message>
    <message>
        <source>ProRes 422 HQ</source>
        <translation>ProRes 422 HQ</translation>
    </message>
    <message>
        <source>ProRes 422 Proxy</source>
        <translation>ProRes 422 Proxy</translation>
    </message>
    <message>
        <source>ProRes 4444</source>
        <translation>ProRes 4444</translation>
    </message>
    <message>
        <source>ProRes with the colours at full resolution, for keying and grading; very large.</source>
        <translation>색을 온전한 해상도로 담은 ProRes. 키잉과 색 보정용이며 매우 큽니다.</translation>
    </message>
    <message>
        <source>Ran out of memory as {0} and went on as {1} after step {2}.</source>
        <translation>‘{0}’ 방식에서 메모리가 부족하여 {2}단계 다음부터 ‘{1}’ 방식으로 이어 갔습니다.</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>읽기 전용 파일 시스템</translation>
    </message>
    <message>
        <source>Remove it first, or give the new one another name.</source>
        <translation>그 모델을 먼저 제거하거나, 새 모델에 다른 이름을 지정하십시오.</translation>
    </message>
    <message>
        <source>Remove what this version does not know.</source>
        <translation>이 버전에 없는 항목을 지우십시오.</translation>
    </message>
    <message>
        <source>Render it again: its settings are in take.json.</source>
        <translation>다시 렌더링하십시오. 설정은 take.json 파일에 있습니다.</translation>
    </message>
    <message>
        <source>Rendered without torch.compile: Triton is not installed.</source>
        <translation>torch.compile 없이 렌더링했습니다(Triton이 설치되어 있지 않음).</translation>
    </message>
    <message>
        <source>Rendered without torch.compile: there is no C++ compiler that works.</source>
        <translation>torch.compile 없이 렌더링했습니다(쓸 수 있는 C++ 컴파일러가 없음).</translation>
    </message>
    <message>
        <source>Rendered without torch.compile: {0}.</source>
        <translation>torch.compile 없이 렌더링했습니다({0}).</translation>
    </message>
    <message>
        <source>Results are good from {0} to {1}.</source>
        <translation>{0}~{1} 범위에서 결과가 좋습니다.</translation>
    </message>
    <message>
        <source>Run: sudo apt-get install {0}</source>
        <translation>실행하십시오: sudo apt-get install {0}</translation>
    </message>
    <message>
        <source>Run: {0} -m pip install --force-reinstall {1}</source>
        <translation>실행하십시오: {0} -m pip install --force-reinstall {1}</translation>
    </message>
    <message>
        <source>SVD Desktop is open already and does not answer.</source>
        <translation>SVD Desktop이 이미 열려 있지만 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>SVD Desktop is open already, on {0}.</source>
        <translation>SVD Desktop이 {0}에 이미 열려 있습니다.</translation>
    </message>
    <message>
        <source>Save it as PNG.</source>
        <translation>PNG로 저장하십시오.</translation>
    </message>
    <message>
        <source>Say what the model was trained for: SVD for 14, SVD-XT for 25.</source>
        <translation>모델이 학습한 프레임 수를 알려 주십시오: SVD는 14, SVD-XT는 25입니다.</translation>
    </message>
    <message>
        <source>Set HF_ENDPOINT to an address that begins with https.</source>
        <translation>HF_ENDPOINT를 https로 시작하는 주소로 설정하십시오.</translation>
    </message>
    <message>
        <source>Set the environment variable {0} instead.</source>
        <translation>대신 환경 변수 {0}을(를) 설정하십시오.</translation>
    </message>
    <message>
        <source>Set {0} to a folder that can be written.</source>
        <translation>환경 변수 {0}에 쓸 수 있는 폴더를 지정하십시오.</translation>
    </message>
    <message>
        <source>Small and plays everywhere; for looking at and sending around.</source>
        <translation>작고 어디서나 재생됩니다. 보고 돌려 보기 좋습니다.</translation>
    </message>
    <message>
        <source>Smaller than H.264 at the same quality and without bands in skies; newer players.</source>
        <translation>같은 품질에서 H.264보다 작고 하늘에 띠가 없습니다. 최신 플레이어용.</translation>
    </message>
    <message>
        <source>Smooth motion needs a rate above the clip&apos;s own {0}, not {1}.</source>
        <translation>부드러운 움직임에는 클립의 {0}보다 높은 프레임 속도가 필요합니다. {1}은(는) 안 됩니다.</translation>
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
    <message>
        <source>Start it on a desktop, or use `svd-desktop render`.</source>
        <translation>데스크톱에서 시작하거나 `svd-desktop render`를 쓰십시오.</translation>
    </message>
    <message>
        <source>Start that version, or set SVD_DESKTOP_HOME to another folder.</source>
        <translation>그 버전을 실행하거나, 환경 변수 SVD_DESKTOP_HOME에 다른 폴더를 지정하십시오.</translation>
    </message>
    <message>
        <source>Step {0} of {1} gave values that are not numbers.</source>
        <translation>전체 {1}단계 중 {0}단계에서 숫자가 아닌 값이 나왔습니다.</translation>
    </message>
    <message>
        <source>Steps up to {0} were made with another choice of torch.compile.</source>
        <translation>{0}단계까지는 torch.compile 설정이 달랐습니다.</translation>
    </message>
    <message>
        <source>Steps up to {0} were made with another device.</source>
        <translation>{0}단계까지는 다른 장치로 만들었습니다.</translation>
    </message>
    <message>
        <source>Steps up to {0} were made with another memory plan.</source>
        <translation>{0}단계까지는 다른 메모리 계획으로 만들었습니다.</translation>
    </message>
    <message>
        <source>Steps up to {0} were made with another model.</source>
        <translation>{0}단계까지는 다른 모델로 만들었습니다.</translation>
    </message>
    <message>
        <source>Steps up to {0} were made with another set of libraries.</source>
        <translation>{0}단계까지는 다른 버전의 라이브러리로 만들었습니다.</translation>
    </message>
    <message>
        <source>Steps up to {0} were made with another thread count.</source>
        <translation>{0}단계까지는 스레드 수가 달랐습니다.</translation>
    </message>
    <message>
        <source>TIFF sequence</source>
        <translation>TIFF 시퀀스</translation>
    </message>
    <message>
        <source>Take the .safetensors file of the same model.</source>
        <translation>같은 모델의 .safetensors 파일을 사용하십시오.</translation>
    </message>
    <message>
        <source>Take the file from where it was published.</source>
        <translation>배포된 곳에서 파일을 받으십시오.</translation>
    </message>
    <message>
        <source>Taken up again after step {0}.</source>
        <translation>{0}단계 다음부터 다시 이어집니다.</translation>
    </message>
    <message>
        <source>That is not a token.</source>
        <translation>토큰이 아닙니다.</translation>
    </message>
    <message>
        <source>The clip has {0} frames.</source>
        <translation>클립은 {0}프레임입니다.</translation>
    </message>
    <message>
        <source>The clip is rendered and safe in the library; its file is not: {0}</source>
        <translation>클립은 렌더링되어 라이브러리에 안전하게 있지만, 파일로 저장하지 못했습니다. {0}</translation>
    </message>
    <message>
        <source>The counterpart of ProRes 422 HQ for Avid and Windows; 10 bit, large.</source>
        <translation>Avid와 Windows에서 ProRes 422 HQ에 해당합니다. 10비트, 큽니다.</translation>
    </message>
    <message>
        <source>The device {0} is not available.</source>
        <translation>{0} 장치를 사용할 수 없습니다.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>디스크가 가득 찼습니다.</translation>
    </message>
    <message>
        <source>The disk may be damaged or gone; choose another folder.</source>
        <translation>디스크가 손상되었거나 분리되었을 수 있습니다. 다른 폴더를 선택하십시오.</translation>
    </message>
    <message>
        <source>The encoder {0} needs a GPU; choose a preset without it.</source>
        <translation>인코더 {0}에는 GPU가 필요합니다. 쓰지 않는 프리셋을 선택하십시오.</translation>
    </message>
    <message>
        <source>The engine is being installed by another program.</source>
        <translation>다른 프로그램이 엔진을 설치하고 있습니다.</translation>
    </message>
    <message>
        <source>The engine is not installed completely.</source>
        <translation>엔진이 완전히 설치되지 않았습니다.</translation>
    </message>
    <message>
        <source>The engine needs {0} GB on the disk of {1}, which has {2} GB free.</source>
        <translation>엔진은 {1}의 디스크에 {0}GB가 필요하지만 {2}GB만 비어 있습니다.</translation>
    </message>
    <message>
        <source>The engine that renders is not installed yet.</source>
        <translation>렌더링하는 엔진이 아직 설치되지 않았습니다.</translation>
    </message>
    <message>
        <source>The engine was installed for another version of SVD Desktop.</source>
        <translation>엔진이 다른 버전의 SVD Desktop용으로 설치되어 있습니다.</translation>
    </message>
    <message>
        <source>The engine was not installed: it ended without a word.</source>
        <translation>엔진이 설치되지 않았습니다: 아무 말 없이 끝났습니다.</translation>
    </message>
    <message>
        <source>The engine was not installed: {0}.</source>
        <translation>엔진이 설치되지 않았습니다: {0}.</translation>
    </message>
    <message>
        <source>The engine&apos;s packages cannot be chosen: {0}.</source>
        <translation>엔진의 패키지를 고를 수 없습니다: {0}.</translation>
    </message>
    <message>
        <source>The engine&apos;s packages do not go together on this machine: {0}.</source>
        <translation>이 컴퓨터에서는 엔진의 패키지가 서로 맞지 않습니다: {0}.</translation>
    </message>
    <message>
        <source>The folder {0} cannot be made: {1}.</source>
        <translation>{0} 폴더를 만들 수 없습니다({1}).</translation>
    </message>
    <message>
        <source>The hub does not accept your token.</source>
        <translation>허브가 토큰을 받아들이지 않습니다.</translation>
    </message>
    <message>
        <source>The hub gives {0} only to those who accepted its licence.</source>
        <translation>허브는 {0}을(를) 라이선스에 동의한 사람에게만 제공합니다.</translation>
    </message>
    <message>
        <source>The keyring is locked, so that the token is still in it.</source>
        <translation>키링이 잠겨 있어 토큰이 아직 그 안에 있습니다.</translation>
    </message>
    <message>
        <source>The library {0} cannot be opened: {1}.</source>
        <translation>라이브러리 {0}을(를) 열 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>The library {0} cannot be used: {1}.</source>
        <translation>라이브러리 {0}을(를) 사용할 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>The library {0} was written by a newer version of the program.</source>
        <translation>{0} 라이브러리는 더 새로운 버전의 프로그램에서 만들었습니다.</translation>
    </message>
    <message>
        <source>The log has the details; please report it.</source>
        <translation>자세한 내용은 로그에 있습니다. 문제를 신고해 주십시오.</translation>
    </message>
    <message>
        <source>The model in {0} cannot be loaded: {1}.</source>
        <translation>{0} 폴더의 모델을 불러올 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>The name template {0} cannot be filled: it has no {{{1}}}.</source>
        <translation>이름 템플릿 {0}을(를) 채울 수 없습니다: {{{1}}}은(는) 없습니다.</translation>
    </message>
    <message>
        <source>The name template {0} cannot be filled: it is too long.</source>
        <translation>이름 템플릿 {0}을(를) 채울 수 없습니다: 너무 깁니다.</translation>
    </message>
    <message>
        <source>The name template {0} cannot be filled: the version belongs into the name, not into a folder&apos;s.</source>
        <translation>이름 템플릿 {0}을(를) 채울 수 없습니다: 버전은 폴더 이름이 아니라 파일 이름에 들어가야 합니다.</translation>
    </message>
    <message>
        <source>The name template {0} cannot be filled: {1} is no number of digits.</source>
        <translation>이름 템플릿 {0}을(를) 채울 수 없습니다: {1}은(는) 자릿수가 아닙니다.</translation>
    </message>
    <message>
        <source>The name template {0} cannot be filled: {1}.</source>
        <translation>{0} 이름 양식을 채울 수 없습니다({1}).</translation>
    </message>
    <message>
        <source>The queue is paused: the disk of {0} has {1} GiB left.</source>
        <translation>대기열이 일시 정지되었습니다. {0} 폴더가 있는 디스크에 {1} GiB만 남아 있습니다.</translation>
    </message>
    <message>
        <source>The render process crashed (SIGSEGV), perhaps in the GPU&apos;s driver.</source>
        <translation>렌더링 프로세스가 비정상 종료되었습니다(SIGSEGV). GPU 드라이버의 문제일 수 있습니다.</translation>
    </message>
    <message>
        <source>The render process crashed with status 0x{0}.</source>
        <translation>렌더링 프로세스가 상태 0x{0}(으)로 비정상 종료되었습니다.</translation>
    </message>
    <message>
        <source>The render process ended unexpectedly.</source>
        <translation>렌더링 프로세스가 예기치 않게 종료되었습니다.</translation>
    </message>
    <message>
        <source>The render process ended with status {0}.</source>
        <translation>렌더링 프로세스가 상태 {0}(으)로 종료되었습니다.</translation>
    </message>
    <message>
        <source>The render process gave up (SIGABRT).</source>
        <translation>렌더링 프로세스가 실행을 중단했습니다(SIGABRT).</translation>
    </message>
    <message>
        <source>The render process was asked to end (SIGTERM).</source>
        <translation>렌더링 프로세스가 종료 요청을 받았습니다(SIGTERM).</translation>
    </message>
    <message>
        <source>The render process was ended by signal {0}.</source>
        <translation>렌더링 프로세스가 시그널 {0}(으)로 종료되었습니다.</translation>
    </message>
    <message>
        <source>The render process was ended by {0}.</source>
        <translation>렌더링 프로세스가 {0}(으)로 종료되었습니다.</translation>
    </message>
    <message>
        <source>The render process was killed, perhaps because the computer ran out of memory.</source>
        <translation>렌더링 프로세스가 강제 종료되었습니다. 컴퓨터의 메모리가 부족했을 수 있습니다.</translation>
    </message>
    <message>
        <source>The schedule ays has {0} steps.</source>
        <translation>ays 스케줄은 {0}단계입니다.</translation>
    </message>
    <message>
        <source>The screen {0} cannot be reached.</source>
        <translation>화면 {0}에 연결할 수 없습니다.</translation>
    </message>
    <message>
        <source>The smallest at its quality, 10 bit; for the web and for new players.</source>
        <translation>같은 품질에서 가장 작습니다. 10비트. 웹과 최신 플레이어용.</translation>
    </message>
    <message>
        <source>The take {0} is gone.</source>
        <translation>{0} 테이크가 없어졌습니다.</translation>
    </message>
    <message>
        <source>The token was not kept: there is no keyring on this system that can be used.</source>
        <translation>토큰을 보관하지 못했습니다: 이 시스템에 쓸 수 있는 키링이 없습니다.</translation>
    </message>
    <message>
        <source>The window cannot open: the system lacks {0}.</source>
        <translation>창을 열 수 없습니다: 시스템에 {0}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>The window cannot open: {0}.</source>
        <translation>창을 열 수 없습니다: {0}.</translation>
    </message>
    <message>
        <source>The {0} of {1} by {2} cannot be {3}.</source>
        <translation>{2}(으)로 만드는 {1}의 {0}은(는) {3}일 수 없습니다.</translation>
    </message>
    <message>
        <source>The {0} of {1} cannot be {2}.</source>
        <translation>{1}의 {0}은(는) {2}일 수 없습니다.</translation>
    </message>
    <message>
        <source>There is a model called {0} already.</source>
        <translation>{0}(이)라는 모델이 이미 있습니다.</translation>
    </message>
    <message>
        <source>There is a preset called {0} already.</source>
        <translation>{0}(이)라는 프리셋이 이미 있습니다.</translation>
    </message>
    <message>
        <source>There is no device called {0}.</source>
        <translation>{0}(이)라는 장치가 없습니다.</translation>
    </message>
    <message>
        <source>There is no installed model called {0}.</source>
        <translation>{0}(이)라는 설치된 모델이 없습니다.</translation>
    </message>
    <message>
        <source>There is no model called {0} to download.</source>
        <translation>내려받을 수 있는 {0}(이)라는 모델이 없습니다.</translation>
    </message>
    <message>
        <source>There is no model called {0}.</source>
        <translation>{0}(이)라는 모델이 없습니다.</translation>
    </message>
    <message>
        <source>There was no memory to begin with.</source>
        <translation>렌더링을 시작할 메모리가 없습니다.</translation>
    </message>
    <message>
        <source>These settings are incomplete: {0}.</source>
        <translation>설정이 완전하지 않습니다({0}).</translation>
    </message>
    <message>
        <source>These settings were made by another version of the program.</source>
        <translation>다른 버전의 프로그램에서 만든 설정입니다.</translation>
    </message>
    <message>
        <source>This clip needs {0} GiB, and {1} can be used on {2}.</source>
        <translation>이 클립에는 {0} GiB가 필요하지만, {2} 장치에서 쓸 수 있는 메모리는 {1} GiB입니다.</translation>
    </message>
    <message>
        <source>This format has no clips of {0} frames a second.</source>
        <translation>이 형식에는 초당 {0}프레임인 클립을 넣을 수 없습니다.</translation>
    </message>
    <message>
        <source>This is no take&apos;s description: {0}.</source>
        <translation>테이크를 설명하는 파일이 아닙니다({0}).</translation>
    </message>
    <message>
        <source>This much motion with little noise smears: raise the noise to about 0.1.</source>
        <translation>움직임이 크고 노이즈가 적으면 번집니다. 노이즈를 0.1 정도로 높이십시오.</translation>
    </message>
    <message>
        <source>This take was made by a newer version of the program.</source>
        <translation>더 새로운 버전의 프로그램에서 만든 테이크입니다.</translation>
    </message>
    <message>
        <source>Try again later, or through another connection.</source>
        <translation>나중에, 또는 다른 연결로 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>나중에 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>Try again when that is done.</source>
        <translation>그것이 끝나면 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, please report it.</source>
        <translation>다시 시도하십시오. 같은 문제가 또 생기면 신고해 주십시오.</translation>
    </message>
    <message>
        <source>Try another picture or size, or render on the CPU.</source>
        <translation>다른 사진이나 크기로 해 보거나 CPU로 렌더링하십시오.</translation>
    </message>
    <message>
        <source>Try another seed or size, or render on the CPU.</source>
        <translation>다른 시드나 크기로 해 보거나 CPU로 렌더링하십시오.</translation>
    </message>
    <message>
        <source>Two clips are named {0}.</source>
        <translation>{0}(이)라는 클립이 두 개 있습니다.</translation>
    </message>
    <message>
        <source>Unexpected {0}: {1}.</source>
        <translation>예기치 않은 오류가 발생했습니다({0}: {1}).</translation>
    </message>
    <message>
        <source>Unlock it and try again.</source>
        <translation>잠금을 풀고 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>Use .otio.</source>
        <translation>.otio를 사용하세요.</translation>
    </message>
    <message>
        <source>Use 23.976, 24, 25, 29.97, 30, 48, 50, 59.94 or 60.</source>
        <translation>23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60 중 하나를 사용하세요.</translation>
    </message>
    <message>
        <source>Use a colour such as #202020.</source>
        <translation>#202020 같은 색상을 사용하십시오.</translation>
    </message>
    <message>
        <source>Use a multiple of {0}, such as {1}.</source>
        <translation>{0}의 배수를 사용하십시오(예: {1}).</translation>
    </message>
    <message>
        <source>Use a number from 1 to {0}.</source>
        <translation>1~{0} 범위의 숫자를 사용하십시오.</translation>
    </message>
    <message>
        <source>Use a number.</source>
        <translation>숫자를 사용하십시오.</translation>
    </message>
    <message>
        <source>Use a whole number.</source>
        <translation>정수를 사용하십시오.</translation>
    </message>
    <message>
        <source>Use a whole rate for the clips, or .otio or .mlt.</source>
        <translation>클립의 프레임 속도를 정수로 하거나 .otio 또는 .mlt를 사용하세요.</translation>
    </message>
    <message>
        <source>Use another format, or several timelines.</source>
        <translation>다른 형식을 쓰거나 타임라인을 여러 개로 나누세요.</translation>
    </message>
    <message>
        <source>Use at most max_guidance, which is {0}.</source>
        <translation>max_guidance 값인 {0} 이하로 정하십시오.</translation>
    </message>
    <message>
        <source>Use at most the number of frames, {0}.</source>
        <translation>프레임 수인 {0} 이하로 정하십시오.</translation>
    </message>
    <message>
        <source>Use auto, cpu, cuda:0, mps or xpu.</source>
        <translation>auto, cpu, cuda:0, mps, xpu 중 하나를 사용하십시오.</translation>
    </message>
    <message>
        <source>Use auto, on or off.</source>
        <translation>auto, on, off 중 하나를 사용하십시오.</translation>
    </message>
    <message>
        <source>Use auto, {0}.</source>
        <translation>auto, {0} 중 하나를 사용하십시오.</translation>
    </message>
    <message>
        <source>Use crop, pad or stretch.</source>
        <translation>crop, pad, stretch 중 하나를 사용하십시오.</translation>
    </message>
    <message>
        <source>Use karras or ays.</source>
        <translation>karras나 ays를 사용하십시오.</translation>
    </message>
    <message>
        <source>Use letters, digits, dots, dashes and underscores.</source>
        <translation>영문자, 숫자, 점, 붙임표, 밑줄을 사용하십시오.</translation>
    </message>
    <message>
        <source>Use one of: auto, {0}.</source>
        <translation>다음 중 하나를 사용하십시오: auto, {0}.</translation>
    </message>
    <message>
        <source>Use one of: {0}.</source>
        <translation>다음 중 하나를 사용하십시오: {0}.</translation>
    </message>
    <message>
        <source>Use one rate for both, or another format.</source>
        <translation>둘의 프레임 속도를 같게 하거나 다른 형식을 사용하세요.</translation>
    </message>
    <message>
        <source>Use true or false.</source>
        <translation>true나 false를 사용하십시오.</translation>
    </message>
    <message>
        <source>Use two numbers from 0 to 1.</source>
        <translation>0~1 범위의 숫자 두 개를 사용하십시오.</translation>
    </message>
    <message>
        <source>Use two sigmas from 0 on, the lower one first.</source>
        <translation>0 이상의 시그마 두 개를 작은 것부터 사용하십시오.</translation>
    </message>
    <message>
        <source>Use {0} or a folder with a model_index.json.</source>
        <translation>{0} 중 하나나 model_index.json이 들어 있는 폴더를 사용하십시오.</translation>
    </message>
    <message>
        <source>Use {0} or fewer.</source>
        <translation>{0} 이하로 하세요.</translation>
    </message>
    <message>
        <source>Use {0} to {1}.</source>
        <translation>{0}~{1} 범위의 값을 사용하십시오.</translation>
    </message>
    <message>
        <source>another render process</source>
        <translation>다른 렌더링 프로세스</translation>
    </message>
    <message>
        <source>ffmpeg could not be started: {0}: {1}.</source>
        <translation>ffmpeg를 시작할 수 없습니다({0}: {1}).</translation>
    </message>
    <message>
        <source>ffmpeg could not write {0}: it ended with status {1}.</source>
        <translation>ffmpeg가 상태 {1}(으)로 종료되어 {0} 파일을 쓰지 못했습니다.</translation>
    </message>
    <message>
        <source>ffmpeg could not write {0}: {1}.</source>
        <translation>ffmpeg가 {0} 파일을 쓰지 못했습니다({1}).</translation>
    </message>
    <message>
        <source>offload</source>
        <translation>오프로드</translation>
    </message>
    <message>
        <source>offload-chunked</source>
        <translation>오프로드, 청크</translation>
    </message>
    <message>
        <source>offload-chunked-split</source>
        <translation>오프로드, 청크, 분할</translation>
    </message>
    <message>
        <source>resident</source>
        <translation>상주</translation>
    </message>
    <message>
        <source>resident-chunked</source>
        <translation>상주, 청크</translation>
    </message>
    <message>
        <source>streamed-chunked</source>
        <translation>스트리밍, 청크</translation>
    </message>
    <message>
        <source>streamed-chunked-split</source>
        <translation>스트리밍, 청크, 분할</translation>
    </message>
    <message>
        <source>svd-desktop render</source>
        <translation>svd-desktop render 명령</translation>
    </message>
    <message>
        <source>svd-mini (demonstration)</source>
        <translation>svd-mini(데모)</translation>
    </message>
    <message>
        <source>the window of SVD Desktop</source>
        <translation>SVD Desktop 창</translation>
    </message>
    <message>
        <source>{0} (process {1})</source>
        <translation>{0}(프로세스 {1})</translation>
    </message>
    <message>
        <source>{0} answered with status {1}.</source>
        <translation>{0}이(가) 상태 {1}(으)로 응답했습니다.</translation>
    </message>
    <message>
        <source>{0} became shorter while it was read.</source>
        <translation>{0}이(가) 읽는 동안 짧아졌습니다.</translation>
    </message>
    <message>
        <source>{0} cannot be deleted: {1}.</source>
        <translation>{0} 테이크를 삭제할 수 없습니다({1}).</translation>
    </message>
    <message>
        <source>{0} cannot be found.</source>
        <translation>{0}: 파일을 찾을 수 없습니다.</translation>
    </message>
    <message>
        <source>{0} cannot be put back: {1}.</source>
        <translation>{0} 테이크를 되돌릴 수 없습니다({1}).</translation>
    </message>
    <message>
        <source>{0} cannot be reached: {1}.</source>
        <translation>{0}에 연결할 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>{0}: 읽을 수 없습니다({1}).</translation>
    </message>
    <message>
        <source>{0} cannot be the name of a model.</source>
        <translation>{0}은(는) 모델 이름이 될 수 없습니다.</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}.</source>
        <translation>{0}: 쓸 수 없습니다({1}).</translation>
    </message>
    <message>
        <source>{0} cannot be {1}.</source>
        <translation>{0} 항목에는 {1} 값을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>{0} cannot have {1} fps; use one of {2}.</source>
        <translation>{0} 프리셋은 {1} fps를 쓸 수 없습니다. 다음 중 하나를 쓰십시오: {2}.</translation>
    </message>
    <message>
        <source>{0} cannot play faster than {1} fps.</source>
        <translation>{0} 프리셋은 {1} fps보다 빠르게 재생할 수 없습니다.</translation>
    </message>
    <message>
        <source>{0} could not be put into the trash: {1}.</source>
        <translation>{0} 테이크를 휴지통에 넣지 못했습니다({1}).</translation>
    </message>
    <message>
        <source>{0} does not answer as the hub does.</source>
        <translation>{0}이(가) 허브처럼 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>{0} does not fit into memory.</source>
        <translation>{0}: 메모리에 다 들어가지 않습니다.</translation>
    </message>
    <message>
        <source>{0} does not say how it was made.</source>
        <translation>{0}: 만든 방법이 기록되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>{0} does not work: {1}</source>
        <translation>{0}이(가) 작동하지 않습니다: {1}</translation>
    </message>
    <message>
        <source>{0} has no {1}.</source>
        <translation>{0}에 {1}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>{0} is being downloaded by another program.</source>
        <translation>다른 프로그램이 {0}을(를) 내려받고 있습니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: its {1} lacks {2}.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1} 파일들에 {2} 텐서가 없습니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: model_index.json is of a {1}, not a {2}.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. model_index.json 파일이 {2}이 아니라 {1}의 것입니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: model_index.json names {1}, {2}, which SVD has not.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. model_index.json 파일에 SVD에 없는 {1} 항목({2})이 있습니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: {1} cannot be read ({2}).</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1} 파일을 읽을 수 없습니다({2}).</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: {1} has no weight_map.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1} 파일에 weight_map이 없습니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: {1} has the shape {2}, not {3}.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1}의 모양이 {3}이어야 하지만 {2}입니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: {1} is a link to {2}, outside of the folder.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1} 파일이 폴더 밖의 {2}을(를) 가리키는 링크입니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: {1} is in two files of its {2}.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1} 텐서가 {2}의 두 파일에 들어 있습니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: {1} is longer than {2} bytes.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1} 파일이 {2}바이트보다 깁니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: {1} is missing.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1} 파일이 없습니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: {1} is of {2}.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1}의 자료형이 {2}입니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: {1} lacks {2}.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1} 파일에 {2} 텐서가 없습니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: {1} names the file {2}.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1} 파일이 {2} 파일을 가리킵니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: {1}.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1}.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: {1}/{2} would be loaded in place of the model&apos;s own.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. 모델 자신의 파일 대신 {1}/{2} 파일을 불러오게 됩니다.</translation>
    </message>
    <message>
        <source>{0} frames are not between {1} and {2}.</source>
        <translation>프레임 {0}개는 {1}에서 {2} 사이가 아닙니다.</translation>
    </message>
    <message>
        <source>Repair it in the window, with Engine… in the menu Help, or with `svd-desktop engine repair`.</source>
        <translation>창의 도움말 메뉴에 있는 엔진… 또는 `svd-desktop engine repair`로 복구하십시오.</translation>
    </message>
    <message>
        <source>There is no preset of your own called {0}.</source>
        <translation>직접 만든 프리셋 가운데 {0}(이)라는 것이 없습니다.</translation>
    </message>
    <message>
        <source>The index of packages cannot be reached.</source>
        <translation>패키지 색인에 연결할 수 없습니다.</translation>
    </message>
    <message>
        <source>The driver of the NVIDIA GPU is too old for torch 2.13.0: it needs version {0}.</source>
        <translation>NVIDIA GPU의 드라이버가 torch 2.13.0에 너무 오래되었습니다. 버전 {0}이(가) 필요합니다.</translation>
    </message>
    <message>
        <source>The engine is in use by a window or a command of SVD Desktop.</source>
        <translation>SVD Desktop의 창이나 명령이 엔진을 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>The engine was not installed: uv did not end within an hour.</source>
        <translation>엔진이 설치되지 않았습니다: uv가 한 시간 안에 끝나지 않았습니다.</translation>
    </message>
    <message>
        <source>The index of packages has no wheel of {0} with its hash.</source>
        <translation>패키지 색인에 해시가 있는 {0} 휠이 없습니다.</translation>
    </message>
    <message>
        <source>The way to {0} that the environment gives cannot be used.</source>
        <translation>환경 변수가 알려 주는 {0}(으)로 가는 경로를 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>There is no build of torch 2.13.0 for {0} on this system.</source>
        <translation>이 시스템에는 {0}용 torch 2.13.0 빌드가 없습니다.</translation>
    </message>
    <message>
        <source>There is no preset {0}, or not any more.</source>
        <translation>프리셋 {0}이(가) 없거나 이제는 없습니다.</translation>
    </message>
    <message>
        <source>There is no screen for the window here.</source>
        <translation>여기에는 창을 띄울 화면이 없습니다.</translation>
    </message>
    <message>
        <source>This system does not trust the certificate of the index.</source>
        <translation>이 시스템은 색인의 인증서를 신뢰하지 않습니다.</translation>
    </message>
    <message>
        <source>This system does not trust the certificate of {0}.</source>
        <translation>이 시스템은 {0}의 인증서를 신뢰하지 않습니다.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>다시 시도하십시오.</translation>
    </message>
    <message>
        <source>Try again; what was fetched is not fetched again.</source>
        <translation>다시 시도하십시오. 받은 것은 다시 받지 않습니다.</translation>
    </message>
    <message>
        <source>Update the driver from https://www.nvidia.com/drivers, or install for the processor.</source>
        <translation>https://www.nvidia.com/drivers 에서 드라이버를 업데이트하거나 프로세서용으로 설치하십시오.</translation>
    </message>
    <message>
        <source>Upscaling is not installed.</source>
        <translation>확대 기능이 설치되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>Use 1 or 2.</source>
        <translation>1 또는 2를 쓰십시오.</translation>
    </message>
    <message>
        <source>Use a to z, 0 to 9 and single dashes between them, at most {0}.</source>
        <translation>a~z, 0~9와 그 사이의 붙임표 하나씩만 최대 {0}자까지 쓰십시오.</translation>
    </message>
    <message>
        <source>Use a whole number from 1 to {0}.</source>
        <translation>1에서 {0}까지의 정수를 쓰십시오.</translation>
    </message>
    <message>
        <source>Use a whole number from {0} to {1}. {2}</source>
        <translation>{0}에서 {1}까지의 정수를 쓰십시오. {2}</translation>
    </message>
    <message>
        <source>Use keep, even or smooth.</source>
        <translation>keep, even, smooth 중 하나를 쓰십시오.</translation>
    </message>
    <message>
        <source>Use one line of at most {0} characters.</source>
        <translation>최대 {0}자의 한 줄로 쓰십시오.</translation>
    </message>
    <message>
        <source>Use the first and the last frame, counted from 1.</source>
        <translation>1부터 센 첫 프레임과 마지막 프레임을 쓰십시오.</translation>
    </message>
    <message>
        <source>Use version {0}.</source>
        <translation>버전 {0}을(를) 쓰십시오.</translation>
    </message>
    <message>
        <source>Use {0} and {1} in braces.</source>
        <translation>중괄호 안에 {0}, {1}을(를) 쓰십시오.</translation>
    </message>
    <message>
        <source>VP9</source>
        <translation>VP9</translation>
    </message>
    <message>
        <source>Wait until it is ready, or end it, and start again.</source>
        <translation>준비될 때까지 기다리거나 끝내고 다시 시작하십시오.</translation>
    </message>
    <message>
        <source>WebM for web pages and open-source programs.</source>
        <translation>웹 페이지와 오픈 소스 프로그램용 WebM.</translation>
    </message>
    <message>
        <source>What most editors and graders work with; 10 bit, large.</source>
        <translation>편집과 색 보정에서 가장 널리 쓰입니다. 10비트, 큽니다.</translation>
    </message>
    <message>
        <source>Windows takes no file that is called {0}.</source>
        <translation>Windows는 이름이 {0}인 파일을 받지 않습니다.</translation>
    </message>
    <message>
        <source>With {0} retiming the clips need a rate.</source>
        <translation>{0} 방식으로 속도를 바꾸려면 프레임 속도가 필요합니다.</translation>
    </message>
    <message>
        <source>Your own are: none.</source>
        <translation>직접 만든 것: 없음.</translation>
    </message>
    <message>
        <source>Your own are: {0}.</source>
        <translation>직접 만든 것: {0}.</translation>
    </message>
    <message>
        <source>torch does not start: {0}.</source>
        <translation>torch가 시작되지 않습니다: {0}.</translation>
    </message>
    <message>
        <source>{0} arrived damaged twice: its hash is not {1}&apos;s.</source>
        <translation>{0}이(가) 두 번 손상된 채 도착했습니다. 해시가 {1}의 것과 다릅니다.</translation>
    </message>
    <message>
        <source>{0} asks for a token, which is not sent where others can read it.</source>
        <translation>{0}이(가) 토큰을 요구하지만, 다른 사람이 읽을 수 있는 곳으로는 보내지 않습니다.</translation>
    </message>
    <message>
        <source>{0} cannot be a preset&apos;s label.</source>
        <translation>{0}은(는) 프리셋의 표시 이름이 될 수 없습니다.</translation>
    </message>
    <message>
        <source>{0} cannot be made by the encoder {1}.</source>
        <translation>{0}은(는) 인코더 {1}(으)로 만들 수 없습니다.</translation>
    </message>
    <message>
        <source>{0} cannot be reached.</source>
        <translation>{0}에 연결할 수 없습니다.</translation>
    </message>
    <message>
        <source>{0} does not tell how long {1} is.</source>
        <translation>{0}은(는) {1}의 길이를 알려 주지 않습니다.</translation>
    </message>
    <message>
        <source>{0} has more than {1} million pixels.</source>
        <translation>{0}: {1}백만 픽셀을 넘습니다.</translation>
    </message>
    <message>
        <source>{0} has no build of torch 2.13.0 for this machine.</source>
        <translation>{0}에 이 컴퓨터용 torch 2.13.0 빌드가 없습니다.</translation>
    </message>
    <message>
        <source>{0} has no frame {1}.</source>
        <translation>{0} 테이크에는 {1}번째 프레임이 없습니다.</translation>
    </message>
    <message>
        <source>{0} has no {1} to choose.</source>
        <translation>{0}에는 고를 {1}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>{0} has the decoder that decodes frame by frame, which flickers more and is not used here.</source>
        <translation>{0}에는 프레임마다 따로 디코딩하는 디코더가 있습니다. 더 깜빡이므로 여기서는 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>{0} holds GGUF weights, which are not read here.</source>
        <translation>{0}에는 GGUF 가중치가 있으며, 여기서는 읽지 않습니다.</translation>
    </message>
    <message>
        <source>{0} holds Stable Video Diffusion without its {1}.</source>
        <translation>{0}에 든 Stable Video Diffusion에는 {1}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>{0} holds a preset called {1}.</source>
        <translation>{0}에는 {1}(이)라는 프리셋이 들어 있습니다.</translation>
    </message>
    <message>
        <source>{0} holds no take that can be read: take.json: it is damaged.</source>
        <translation>{0} 폴더에 읽을 수 있는 테이크가 없습니다. take.json 파일이 손상되었습니다.</translation>
    </message>
    <message>
        <source>{0} holds no take that can be read: take.json: {1}.</source>
        <translation>{0} 폴더에 읽을 수 있는 테이크가 없습니다(take.json: {1}).</translation>
    </message>
    <message>
        <source>{0} holds {1} frames instead of {2}.</source>
        <translation>{0}: {2}프레임이어야 하지만 {1}프레임만 들어 있습니다.</translation>
    </message>
    <message>
        <source>{0} is a built-in preset and stays.</source>
        <translation>{0}은(는) 기본 프리셋이라 그대로 둡니다.</translation>
    </message>
    <message>
        <source>{0} is a built-in preset.</source>
        <translation>{0}은(는) 기본 프리셋입니다.</translation>
    </message>
    <message>
        <source>{0} is a folder.</source>
        <translation>{0}: 폴더입니다.</translation>
    </message>
    <message>
        <source>{0} is damaged or cut off.</source>
        <translation>{0}: 파일이 손상되었거나 잘렸습니다.</translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <translation>{0}: 빈 파일입니다.</translation>
    </message>
    <message>
        <source>{0} is gone.</source>
        <translation>{0}이(가) 없어졌습니다.</translation>
    </message>
    <message>
        <source>{0} is missing or damaged.</source>
        <translation>{0}: 파일이 없거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>{0} is no export preset of this version: {1}</source>
        <translation>{0}은(는) 이 버전의 내보내기 프리셋이 아닙니다: {1}</translation>
    </message>
    <message>
        <source>{0} is no export preset.</source>
        <translation>{0}은(는) 내보내기 프리셋이 아닙니다.</translation>
    </message>
    <message>
        <source>{0} is no film that can be read.</source>
        <translation>{0}은(는) 읽을 수 있는 동영상이 아닙니다.</translation>
    </message>
    <message>
        <source>{0} is no preset of this version: {1}</source>
        <translation>{0}: 이 버전의 프리셋이 아닙니다. {1}</translation>
    </message>
    <message>
        <source>{0} is no preset.</source>
        <translation>{0}: 프리셋이 아닙니다.</translation>
    </message>
    <message>
        <source>{0} is not Stable Video Diffusion as it was published: it holds {1}, which that model does not have.</source>
        <translation>{0}은(는) 배포된 그대로의 Stable Video Diffusion이 아닙니다: 그 모델에 없는 {1}이(가) 있습니다.</translation>
    </message>
    <message>
        <source>{0} is not Stable Video Diffusion as it was published: it lacks {1}.</source>
        <translation>{0}은(는) 배포된 그대로의 Stable Video Diffusion이 아닙니다: {1}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>{0} is not Stable Video Diffusion as it was published: {1} has the shape of a single number, not of a single number.</source>
        <translation>{0}은(는) 배포된 그대로의 Stable Video Diffusion이 아닙니다: {1}의 모양이 수 하나이며, 수 하나가 아니어야 합니다.</translation>
    </message>
    <message>
        <source>{0} is not Stable Video Diffusion as it was published: {1} has the shape of a single number, not {2}.</source>
        <translation>{0}은(는) 배포된 그대로의 Stable Video Diffusion이 아닙니다: {1}의 모양이 {2}이(가) 아니라 수 하나입니다.</translation>
    </message>
    <message>
        <source>{0} is not Stable Video Diffusion as it was published: {1} has the shape {2}, not of a single number.</source>
        <translation>{0}은(는) 배포된 그대로의 Stable Video Diffusion이 아닙니다: {1}의 모양이 수 하나가 아니라 {2}입니다.</translation>
    </message>
    <message>
        <source>{0} is not Stable Video Diffusion as it was published: {1} has the shape {2}, not {3}.</source>
        <translation>{0}은(는) 배포된 그대로의 Stable Video Diffusion이 아닙니다: {1}의 모양이 {3}이(가) 아니라 {2}입니다.</translation>
    </message>
    <message>
        <source>{0} is not Stable Video Diffusion as it was published: {1} is stored as {2}.</source>
        <translation>{0}은(는) 배포된 그대로의 Stable Video Diffusion이 아닙니다: {1}이(가) {2}(으)로 저장되어 있습니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: in model_index.json {1}.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. model_index.json: {1}.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: in {1} {2}.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1}: {2}.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: it has both {1} and {2}.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1} 파일과 {2} 파일이 둘 다 있습니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: it has no model_index.json.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. model_index.json 파일이 없습니다.</translation>
    </message>
    <message>
        <source>{0} is not a complete Stable Video Diffusion model: its {1} is {2}, not {3}.</source>
        <translation>{0}: 완전한 Stable Video Diffusion 모델이 아닙니다. {1} 항목이 {3}이어야 하지만 {2}입니다.</translation>
    </message>
    <message>
        <source>{0} is not a file.</source>
        <translation>{0}: 일반 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>{0} is not a picture that can be read.</source>
        <translation>{0}: 읽을 수 있는 사진이 아닙니다.</translation>
    </message>
    <message>
        <source>{0} is not a whole safetensors file: it cannot be read ({1}).</source>
        <translation>{0}은(는) 온전한 safetensors 파일이 아닙니다: 읽을 수 없습니다({1}).</translation>
    </message>
    <message>
        <source>{0} is not a whole safetensors file: {1}.</source>
        <translation>{0}은(는) 온전한 safetensors 파일이 아닙니다: {1}.</translation>
    </message>
    <message>
        <source>{0} is not on this computer.</source>
        <translation>{0} 모델이 이 컴퓨터에 없습니다.</translation>
    </message>
    <message>
        <source>{0} is not the file that the hub gave: its hash differs.</source>
        <translation>{0}은(는) 허브가 준 파일이 아닙니다: 해시가 다릅니다.</translation>
    </message>
    <message>
        <source>{0} is not used: its driver {1} does not start CUDA. Restart the computer, or install the driver again.</source>
        <translation>{0}을(를) 쓰지 않습니다: 드라이버 {1}이(가) CUDA를 시작하지 못합니다. 컴퓨터를 다시 시작하거나 드라이버를 다시 설치하십시오.</translation>
    </message>
    <message>
        <source>{0} is not used: its driver {1} is too old for CUDA {2}. Install a newer one: https://www.nvidia.com/drivers</source>
        <translation>{0}을(를) 쓰지 않습니다: 드라이버 {1}이(가) CUDA {2}에 너무 오래되었습니다. 새 드라이버를 설치하십시오: https://www.nvidia.com/drivers</translation>
    </message>
    <message>
        <source>{0} is not used: the engine was installed without CUDA. Install it for NVIDIA with Engine… in the menu Help, or with `svd-desktop engine install --for cuda`.</source>
        <translation>{0}을(를) 쓰지 않습니다. 엔진이 CUDA 없이 설치되었습니다. 도움말 메뉴의 엔진… 또는 `svd-desktop engine install --for cuda`로 NVIDIA용을 설치하십시오.</translation>
    </message>
    <message>
        <source>{0} is not used: this torch was built without CUDA. Install a build with it: https://pytorch.org/get-started/locally</source>
        <translation>{0}을(를) 쓰지 않습니다: 이 torch는 CUDA 없이 빌드되었습니다. CUDA가 든 빌드를 설치하십시오: https://pytorch.org/get-started/locally</translation>
    </message>
    <message>
        <source>{0} is pickled, and a pickled file can run any code when it is opened.</source>
        <translation>{0}은(는) pickle 파일이며, 이런 파일은 열 때 어떤 코드든 실행할 수 있습니다.</translation>
    </message>
    <message>
        <source>{0} is the name of the embedded model.</source>
        <translation>{0}은(는) 내장 모델의 이름입니다.</translation>
    </message>
    <message>
        <source>{0} is there already.</source>
        <translation>{0}이(가) 이미 있습니다.</translation>
    </message>
    <message>
        <source>{0} is written by no encoder of ffmpeg.</source>
        <translation>{0}을(를) 쓰는 ffmpeg 인코더가 없습니다.</translation>
    </message>
    <message>
        <source>{0} is {1}, not Stable Video Diffusion.</source>
        <translation>{0}은(는) Stable Video Diffusion이 아니라 {1}입니다.</translation>
    </message>
    <message>
        <source>{0} may not be read.</source>
        <translation>{0}: 읽을 권한이 없습니다.</translation>
    </message>
    <message>
        <source>{0} names no kind of timeline.</source>
        <translation>{0}은(는) 타임라인 형식을 나타내지 않습니다.</translation>
    </message>
    <message>
        <source>{0} needs a width that is a multiple of {1}, not {2}.</source>
        <translation>{0} 프리셋은 너비가 {1}의 배수여야 합니다. 지금 너비는 {2}입니다.</translation>
    </message>
    <message>
        <source>{0} needs at least {1} pixels, not {2}x{3}.</source>
        <translation>{0} 프리셋은 적어도 {1} 픽셀이 필요합니다. 지금 크기는 {2}x{3}입니다.</translation>
    </message>
    <message>
        <source>{0} needs {1} GB on the disk of {2}, which has {3} GB free.</source>
        <translation>{0}에는 {2}의 디스크에 {1} GB가 필요하지만 {3} GB만 비어 있습니다.</translation>
    </message>
    <message>
        <source>{0} on the hub has no {1}.</source>
        <translation>허브의 {0}에 {1}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>{0} sends whole files only, so a download cannot go on.</source>
        <translation>{0}은(는) 파일 전체만 보내므로 내려받기를 이어서 할 수 없습니다.</translation>
    </message>
    <message>
        <source>{0} was not unpacked completely.</source>
        <translation>{0}의 압축이 완전히 풀리지 않았습니다.</translation>
    </message>
    <message>
        <source>{0} was trained at {1}x{2}; other sizes work less well.</source>
        <translation>{0} 모델은 {1}x{2} 크기로 학습되어, 다른 크기에서는 품질이 떨어집니다.</translation>
    </message>
    <message>
        <source>{0} was trained for {1} frames; other counts move less well.</source>
        <translation>{0} 모델은 {1}프레임으로 학습되어, 다른 프레임 수에서는 움직임의 품질이 떨어집니다.</translation>
    </message>
    <message>
        <source>{0} was tuned at {1} alone.</source>
        <translation>{0} 모델은 {1} 값에만 맞게 조정되었습니다.</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>{0} is being rendered by {1} (process {2}).</source>
        <translation>{1}(프로세스 {2})에서 {0} 클립을 렌더링하고 있습니다.</translation>
    </message>
    <message>
        <source>Stop it there.</source>
        <translation>그 프로그램에서 중지하십시오.</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
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
        <translation>원본</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>클립</translation>
    </message>
</context>
<context>
    <name>TakeDelegate</name>
    <message>
        <source>{0} · seed {1}</source>
        <translation>{0} · 시드 {1}</translation>
    </message>
</context>
<context>
    <name>TakeList</name>
    <message>
        <source>Takes</source>
        <translation>테이크</translation>
    </message>
</context>
<context>
    <name>TakesModel</name>
    <message>
        <source>starred</source>
        <translation>별표</translation>
    </message>
    <message>
        <source>seed {0}</source>
        <translation>시드 {0}</translation>
    </message>
</context>
<context>
    <name>TakesView</name>
    <message>
        <source>Name, model, seed or date</source>
        <translation>이름, 모델, 시드, 날짜</translation>
    </message>
    <message>
        <source>Search takes</source>
        <translation>테이크 검색</translation>
    </message>
    <message>
        <source>★ Starred</source>
        <translation>★ 별표</translation>
    </message>
    <message>
        <source>Only starred takes</source>
        <translation>별표 테이크만</translation>
    </message>
    <message>
        <source>Show only what is starred</source>
        <translation>별표한 테이크만 표시</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Star or unstar</source>
        <translation>별표 표시/해제</translation>
    </message>
    <message>
        <source>Edit tags…</source>
        <translation>태그 편집…</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>이 설정 사용</translation>
    </message>
    <message>
        <source>New seed</source>
        <translation>새 시드</translation>
    </message>
    <message>
        <source>Render in full</source>
        <translation>전체 품질로 렌더링</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>이어서 만들기</translation>
    </message>
    <message>
        <source>Goes on from the last frame</source>
        <translation>마지막 프레임에서 이어집니다</translation>
    </message>
    <message>
        <source>Extend from the frame shown</source>
        <translation>현재 프레임에서 이어서 만들기</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Timeline of selected…</source>
        <translation>선택한 테이크의 타임라인…</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>파일 관리자에서 보기</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>경로 복사</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Undo deleting</source>
        <translation>삭제 실행 취소</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Tags, with commas between them:</source>
        <translation>태그(쉼표로 구분):</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>모든 태그</translation>
    </message>
    <message>
        <source>No take is found</source>
        <translation>검색 결과가 없습니다</translation>
    </message>
    <message>
        <source>Finished clips appear here.</source>
        <translation>완료된 클립이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>1 take</source>
        <translation>테이크 1개</translation>
    </message>
    <message>
        <source>{0} takes</source>
        <translation>테이크 {0}개</translation>
    </message>
    <message>
        <source>{0} of {1} takes</source>
        <translation>테이크 {1}개 중 {0}개</translation>
    </message>
</context>
<context>
    <name>TimelineDialog</name>
    <message>
        <source>Timeline</source>
        <translation>타임라인</translation>
    </message>
    <message>
        <source>Takes in their order</source>
        <translation>순서대로 놓인 테이크</translation>
    </message>
    <message>
        <source>{0}, seed {1}</source>
        <translation>{0}, 시드 {1}</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>앞으로</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Choose a folder for the timeline</source>
        <translation>타임라인을 둘 폴더 선택</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>프레임 속도</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>클립</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>간격</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>핸들</translation>
    </message>
    <message>
        <source>Make timeline</source>
        <translation>타임라인 만들기</translation>
    </message>
    <message>
        <source>OpenTimelineIO (.otio): Resolve, Premiere, Kdenlive</source>
        <translation>OpenTimelineIO (.otio): Resolve, Premiere, Kdenlive</translation>
    </message>
    <message>
        <source>OpenTimelineIO with its clips (.otioz): Resolve</source>
        <translation>클립을 담은 OpenTimelineIO (.otioz): Resolve</translation>
    </message>
    <message>
        <source>FCPXML (.fcpxml): Final Cut Pro, Resolve</source>
        <translation>FCPXML (.fcpxml): Final Cut Pro, Resolve</translation>
    </message>
    <message>
        <source>Final Cut Pro 7 XML (.xml): Premiere, Resolve</source>
        <translation>Final Cut Pro 7 XML (.xml): Premiere, Resolve</translation>
    </message>
    <message>
        <source>EDL (.edl): Avid, Resolve, Premiere</source>
        <translation>EDL (.edl): Avid, Resolve, Premiere</translation>
    </message>
    <message>
        <source>MLT (.mlt): Shotcut, Kdenlive</source>
        <translation>MLT (.mlt): Shotcut, Kdenlive</translation>
    </message>
    <message>
        <source>{0} fps</source>
        <translation>{0} fps</translation>
    </message>
    <message>
        <source>Frames left unused at both ends of each clip, for transitions.</source>
        <translation>전환을 위해 클립 양 끝에 쓰지 않고 남기는 프레임.</translation>
    </message>
    <message>
        <source>The file holds its clips. Each of their frames is shown once.</source>
        <translation>파일이 클립을 담고 있습니다. 프레임마다 한 번씩 보입니다.</translation>
    </message>
    <message>
        <source>They lie in a folder beside it. Each of their frames is shown once.</source>
        <translation>클립은 옆 폴더에 있습니다. 프레임마다 한 번씩 보입니다.</translation>
    </message>
    <message>
        <source>{0} clips, {1} s</source>
        <translation>클립 {0}개, {1}초</translation>
    </message>
    <message>
        <source>Handles of {0} frames leave nothing of the shortest take. Use {1}.</source>
        <translation>핸들이 {0}프레임이면 가장 짧은 테이크에서 남는 것이 없습니다. {1}을(를) 쓰십시오.</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>폴더를 선택하십시오.</translation>
    </message>
    <message>
        <source>Finding out which presets work here…</source>
        <translation>여기서 쓸 수 있는 프리셋을 알아보는 중…</translation>
    </message>
    <message>
        <source>No film can be made of these takes.</source>
        <translation>이 테이크로는 영상을 만들 수 없습니다.</translation>
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
        <source>Get the real models…</source>
        <translation>실제 모델 받기…</translation>
    </message>
    <message>
        <source>Install…</source>
        <translation>설치…</translation>
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
        <source>Drop pictures anywhere, or try the sample; then press Render. The demonstration model is ready.</source>
        <translation>사진을 아무 데나 끌어 놓거나 샘플을 사용해 본 다음 렌더링을 누르십시오. 데모 모델이 준비되어 있습니다.</translation>
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
        <source>Stable Video Diffusion is fetched from its makers. What you have of it already can be imported.</source>
        <translation>Stable Video Diffusion은 제작자에게서 받습니다. 이미 가지고 있는 것은 가져올 수 있습니다.</translation>
    </message>
    <message>
        <source>The engine</source>
        <translation>엔진</translation>
    </message>
    <message>
        <source>Before the first clip: SVD Desktop needs its engine, the part that computes the clips (PyTorch). It is fetched once.</source>
        <translation>첫 클립 전에: SVD Desktop에는 클립을 계산하는 부분인 엔진(PyTorch)이 필요합니다. 한 번만 받습니다.</translation>
    </message>
</context>
<context>
    <name>WhenDone</name>
    <message>
        <source>The computer stays on: {0} cannot be started.</source>
        <translation>{0} 명령을 실행할 수 없어 컴퓨터를 켜 둡니다.</translation>
    </message>
    <message>
        <source>The computer stays on: {0} says: {1}</source>
        <translation>컴퓨터를 끄지 않습니다. {0}의 메시지: {1}</translation>
    </message>
    <message>
        <source>Use the system&apos;s own menu.</source>
        <translation>시스템 메뉴를 사용하십시오.</translation>
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
    <name>_UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Deleted one take.</source>
        <translation>테이크 1개를 삭제했습니다.</translation>
    </message>
    <message>
        <source>Deleted {0} takes.</source>
        <translation>테이크 {0}개를 삭제했습니다.</translation>
    </message>
</context>
<context>
    <name>_Words</name>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>Your clip plays here</source>
        <translation>클립이 재생되는 자리</translation>
    </message>
    <message>
        <source>Add a picture, then press Render.</source>
        <translation>사진을 추가한 다음 [렌더링]을 누르십시오.</translation>
    </message>
    <message>
        <source>Press Render.</source>
        <translation>렌더를 누르십시오.</translation>
    </message>
    <message>
        <source>{0} could not be rendered</source>
        <translation>{0} 렌더링 실패</translation>
    </message>
    <message>
        <source>about {0} left</source>
        <translation>약 {0} 남음</translation>
    </message>
    <message>
        <source>It waits until the engine is ready.</source>
        <translation>엔진이 준비될 때까지 기다립니다.</translation>
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
        <translation>{0}  ·  시드 {1}</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>Not installed yet.</source>
        <translation>아직 설치되지 않았습니다.</translation>
    </message>
    <message>
        <source>Delete what there is of the engine?</source>
        <translation>엔진의 남은 파일을 삭제하시겠습니까?</translation>
    </message>
    <message>
        <source>Installed for another version of SVD Desktop.</source>
        <translation>다른 버전의 SVD Desktop용으로 설치되어 있습니다.</translation>
    </message>
    <message>
        <source>Not installed completely.</source>
        <translation>완전히 설치되지 않았습니다.</translation>
    </message>
    <message>
        <source>The processor</source>
        <translation>프로세서</translation>
    </message>
    <message>
        <source>The GPU of this Mac</source>
        <translation>이 Mac의 GPU</translation>
    </message>
    <message>
        <source>An Intel GPU</source>
        <translation>Intel GPU</translation>
    </message>
    <message>
        <source>NVIDIA (CUDA)</source>
        <translation>NVIDIA (CUDA)</translation>
    </message>
    <message>
        <source>AMD (ROCm)</source>
        <translation>AMD (ROCm)</translation>
    </message>
    <message>
        <source>Intel (XPU)</source>
        <translation>Intel (XPU)</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>프로세서</translation>
    </message>
    <message>
        <source>It is being installed.</source>
        <translation>설치하는 중입니다.</translation>
    </message>
    <message>
        <source>It is being repaired.</source>
        <translation>복구하는 중입니다.</translation>
    </message>
    <message>
        <source>It is being removed.</source>
        <translation>제거하는 중입니다.</translation>
    </message>
    <message>
        <source>The engine is being installed</source>
        <translation>엔진을 설치하는 중입니다</translation>
    </message>
    <message>
        <source>The engine is being repaired</source>
        <translation>엔진을 복구하는 중입니다</translation>
    </message>
    <message>
        <source>The engine is being removed</source>
        <translation>엔진을 제거하는 중입니다</translation>
    </message>
    <message>
        <source>An NVIDIA GPU</source>
        <translation>NVIDIA GPU</translation>
    </message>
    <message>
        <source>An AMD GPU</source>
        <translation>AMD GPU</translation>
    </message>
    <message>
        <source>No GPU was found: rendering works on the processor, slowly.</source>
        <translation>GPU를 찾지 못했습니다. 프로세서로 느리게 렌더링합니다.</translation>
    </message>
    <message>
        <source>This Mac</source>
        <translation>이 Mac</translation>
    </message>
    <message>
        <source>About {0} GB while it is made.</source>
        <translation>만드는 동안 약 {0}GB가 필요합니다.</translation>
    </message>
    <message>
        <source>Up to {0} GB of the disk are needed while it is made.</source>
        <translation>만드는 동안 디스크가 최대 {0}GB 필요합니다.</translation>
    </message>
    <message>
        <source>No NVIDIA GPU was found. Install for it all the same?</source>
        <translation>NVIDIA GPU를 찾지 못했습니다. 그래도 그에 맞춰 설치하시겠습니까?</translation>
    </message>
    <message>
        <source>No AMD GPU was found. Install for it all the same?</source>
        <translation>AMD GPU를 찾지 못했습니다. 그래도 그에 맞춰 설치하시겠습니까?</translation>
    </message>
    <message>
        <source>No Intel GPU was found. Install for it all the same?</source>
        <translation>Intel GPU를 찾지 못했습니다. 그래도 그에 맞춰 설치하시겠습니까?</translation>
    </message>
    <message>
        <source>Ready: PyTorch {0}.</source>
        <translation>준비됨: PyTorch {0}.</translation>
    </message>
    <message>
        <source>Not installed completely; {0} have been fetched.</source>
        <translation>완전히 설치되지 않았습니다. 받은 용량: {0}.</translation>
    </message>
    <message>
        <source>About {0} GB.</source>
        <translation>약 {0}GB.</translation>
    </message>
    <message>
        <source>About {0} GB are fetched, and {1} GB stay on the disk.</source>
        <translation>약 {0}GB를 받고 디스크에 {1}GB가 남습니다.</translation>
    </message>
    <message>
        <source>About {0} GB are fetched, and up to {1} GB of the disk are needed while it is made.</source>
        <translation>약 {0}GB를 받고, 만드는 동안 디스크가 최대 {1}GB 필요합니다.</translation>
    </message>
    <message>
        <source>Delete what was fetched ({0})?</source>
        <translation>받은 것({0})을 삭제하시겠습니까?</translation>
    </message>
    <message>
        <source>Getting Python</source>
        <translation>Python 받는 중</translation>
    </message>
    <message>
        <source>Choosing the packages for this computer</source>
        <translation>이 컴퓨터에 맞는 패키지 고르는 중</translation>
    </message>
    <message>
        <source>Checking what is there</source>
        <translation>있는 것을 확인하는 중</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>받는 중</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>압축 푸는 중</translation>
    </message>
    <message>
        <source>Starting it for the first time</source>
        <translation>처음으로 시작하는 중</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} 중 {0}</translation>
    </message>
    <message>
        <source>{0} GB stay.</source>
        <translation>{0}GB가 남습니다.</translation>
    </message>
    <message>
        <source>{0} MB a second</source>
        <translation>초당 {0}MB</translation>
    </message>
    <message>
        <source>about {0} left</source>
        <translation>약 {0} 남음</translation>
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
    <name>librarian</name>
    <message>
        <source>The pasted picture cannot be kept: {0}.</source>
        <translation>붙여넣은 사진을 저장할 수 없습니다({0}).</translation>
    </message>
    <message>
        <source>Free some space, or save it as a file and drop that.</source>
        <translation>디스크 공간을 확보하거나, 파일로 저장한 다음 그 파일을 끌어다 놓으십시오.</translation>
    </message>
    <message>
        <source>What new clips become is chosen in File, Finished clips.</source>
        <translation>새 클립이 무엇이 될지는 파일, 완성된 클립에서 정합니다.</translation>
    </message>
</context>
<context>
    <name>parameters</name>
    <message>
        <source>{0} to {1}{2}.</source>
        <translation>{0}~{1}{2}.</translation>
    </message>
    <message>
        <source>Motion bucket</source>
        <translation>움직임 버킷</translation>
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
    <message>
        <source>Lowest sigma</source>
        <translation>최소 시그마</translation>
    </message>
    <message>
        <source>Steps with less noise run without guidance.</source>
        <translation>노이즈가 이보다 적은 단계는 가이던스 없이 실행합니다.</translation>
    </message>
    <message>
        <source>Highest sigma</source>
        <translation>최대 시그마</translation>
    </message>
    <message>
        <source>Steps with more noise run without it.</source>
        <translation>노이즈가 이보다 많은 단계는 가이던스 없이 실행합니다.</translation>
    </message>
</context>
<context>
    <name>plan</name>
    <message>
        <source>The whole model stays on the device.</source>
        <translation>모델 전체를 장치에 올려 둡니다.</translation>
    </message>
    <message>
        <source>Expect about {0} a clip on this processor.</source>
        <translation>이 프로세서에서는 클립당 약 {0} 걸립니다.</translation>
    </message>
    <message>
        <source>It takes {0} of main memory beside, and {1} are free.</source>
        <translation>주 메모리도 {0} 필요하지만 {1}만 남아 있습니다.</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>실행 가능</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>메모리 부족</translation>
    </message>
    <message>
        <source>resident</source>
        <translation>상주</translation>
    </message>
    <message>
        <source>resident, chunked</source>
        <translation>상주, 청크</translation>
    </message>
    <message>
        <source>offload</source>
        <translation>오프로드</translation>
    </message>
    <message>
        <source>offload, chunked</source>
        <translation>오프로드, 청크</translation>
    </message>
    <message>
        <source>offload, chunked and split</source>
        <translation>오프로드, 청크, 분할</translation>
    </message>
    <message>
        <source>streamed, chunked</source>
        <translation>스트리밍, 청크</translation>
    </message>
    <message>
        <source>streamed, chunked and split</source>
        <translation>스트리밍, 청크, 분할</translation>
    </message>
    <message>
        <source>One part of the model at a time is on the device; little slower.</source>
        <translation>모델을 한 부분씩 장치에 올립니다. 조금 느립니다.</translation>
    </message>
    <message>
        <source>The model&apos;s layers come to the device as they are needed; slower.</source>
        <translation>필요할 때마다 모델의 레이어를 장치에 올립니다. 더 느립니다.</translation>
    </message>
    <message>
        <source>Few frames at a time in the largest layers.</source>
        <translation>가장 큰 레이어에서는 프레임을 몇 개씩 나누어 처리합니다.</translation>
    </message>
    <message>
        <source>The two halves of guidance one after the other.</source>
        <translation>가이던스의 두 계산을 차례로 실행합니다.</translation>
    </message>
    <message>
        <source>{0}, decode {1} at a time</source>
        <translation>{0}, {1}프레임씩 디코딩</translation>
    </message>
    <message>
        <source>Fits: {0}: {1} of {2}&#xa0;GiB.</source>
        <translation>실행 가능: {0}, {1} / {2}&#xa0;GiB.</translation>
    </message>
    <message>
        <source>{0}: {1}, {2}</source>
        <translation>{0}: {1}, {2}</translation>
    </message>
    <message>
        <source>{0}x{1}, {2} frames</source>
        <translation>{0}x{1}, {2}프레임</translation>
    </message>
    <message>
        <source>Does not fit: {0} needs {1} of {2}&#xa0;GiB.</source>
        <translation>메모리 부족: {0}, 필요 {1} / 사용 가능 {2}&#xa0;GiB.</translation>
    </message>
</context>
<context>
    <name>player commands</name>
    <message>
        <source>Play or pause</source>
        <translation>재생 또는 일시 정지</translation>
    </message>
    <message>
        <source>Play backwards, then faster</source>
        <translation>역재생, 다시 누르면 빠르게</translation>
    </message>
    <message>
        <source>Pause, back to normal speed</source>
        <translation>일시 정지, 보통 속도로</translation>
    </message>
    <message>
        <source>Play forwards, then faster</source>
        <translation>재생, 다시 누르면 빠르게</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>이전 프레임</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>다음 프레임</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>첫 프레임</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>마지막 프레임</translation>
    </message>
    <message>
        <source>Back and forth</source>
        <translation>왕복 재생</translation>
    </message>
    <message>
        <source>Actual size (100%)</source>
        <translation>실제 크기(100%)</translation>
    </message>
    <message>
        <source>Show source</source>
        <translation>원본 보기</translation>
    </message>
    <message>
        <source>Wipe over the source, or two takes</source>
        <translation>원본 또는 두 테이크 와이프 비교</translation>
    </message>
    <message>
        <source>Compare selected</source>
        <translation>선택 항목 비교</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>Leave full screen or comparison</source>
        <translation>전체 화면 또는 비교 나가기</translation>
    </message>
</context>
<context>
    <name>presets</name>
    <message>
        <source>Draft: ten steps</source>
        <translation>초안: 10단계</translation>
    </message>
    <message>
        <source>As the guide does it</source>
        <translation>diffusers 가이드</translation>
    </message>
    <message>
        <source>Guide, less memory</source>
        <translation>가이드, 메모리 절약</translation>
    </message>
    <message>
        <source>Model defaults</source>
        <translation>모델 기본값</translation>
    </message>
    <message>
        <source>{0}, seed {1}</source>
        <translation>{0}, 시드 {1}</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>1 min</source>
        <translation>1분</translation>
    </message>
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
        <source>{0}, motion {1}</source>
        <translation>{0}, 움직임 {1}</translation>
    </message>
    <message>
        <source>It was done before it could be cancelled.</source>
        <translation>취소하기 전에 이미 완료되었습니다.</translation>
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
        <source>advanced settings</source>
        <translation>고급 설정</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>취소하는 중…</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>일시 정지하는 중…</translation>
    </message>
    <message>
        <source>step {0} of {1}</source>
        <translation>단계 {0}/{1}</translation>
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
        <source>automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>frame {0} of {1}</source>
        <translation>프레임 {0}/{1}</translation>
    </message>
    <message>
        <source>Model {0}</source>
        <translation>모델 {0}</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>외 {0}개</translation>
    </message>
    <message>
        <source>In {0}.</source>
        <translation>저장 위치: {0}</translation>
    </message>
</context>
</TS>
