## 읽는 자리

status-page-of = { $pages }쪽 중 { $page }쪽
status-page-of-short = { $page }/{ $pages }쪽
status-share = { $percent }%
status-hits = { $all }건 중 { $here }번째
status-reading = 읽는 중 { $percent }%
status-stale = 파일이 바뀜(r)
status-cannot-keep = 메모를 저장할 수 없음
page-short = { $page }쪽
section-short = { $number }번 절
section-opening = 들어가며
contents-empty = 이 문서에는 제목이 없습니다.
table-number = 표 { $number }
name-input = 표준 입력

place-text = 읽기
place-contents = 차례
place-select = 선택
place-peek = 미리 보기
place-list = 목록
place-desk = 표 작업대
place-help = 도움말
place-export = 내보내기
place-line = 입력
place-editor = 메모
place-footnote = 각주 { $label }

## 상태 줄의 안내

hint-annotate = 메모
hint-table = 표
hint-table-desk = 표 작업대
hint-find = 찾기
hint-keys = 글쇠
hint-go = 가기
hint-fold = 접기
hint-unfold = 펴기
hint-highlight = 강조
hint-copy = 복사
hint-close = 닫기
hint-leave = 나가기
hint-text = 본문
hint-filter = 거르기
hint-sort = 정렬
hint-transpose = 행·열 바꾸기
hint-chart = 그래프
hint-save = 저장
hint-label = 꼬리표
hint-edit = 고치기
hint-write = 쓰기
hint-footnote = 각주 { $label }
hint-link = 링크
hint-note = 내 메모
hint-call = 각주가 달린 곳

## 글쇠가 하는 일

do-down = 한 줄 아래로
do-up = 한 줄 위로
do-page-down = 한 화면 아래로
do-page-up = 한 화면 위로
do-half-page-down = 반 화면 아래로
do-half-page-up = 반 화면 위로
do-start = 맨 처음으로
do-end = 맨 끝으로
do-next-section = 다음 절
do-previous-section = 이전 절
do-next-paragraph = 다음 문단
do-previous-paragraph = 이전 문단
do-next-sentence = 다음 문장
do-previous-sentence = 이전 문장
do-next-word = 다음 어절
do-previous-word = 이전 어절
do-next-table = 다음 표
do-next-pane = 다른 칸으로
do-contents = 차례
do-search = 찾기
do-next-hit = 다음 결과
do-previous-hit = 이전 결과
do-hits = 찾은 곳 목록
do-follow = 초점에 있는 것 따라가기: 각주, 링크, 표
do-back = 있던 곳으로 돌아가기
do-forward = 다시 앞으로
do-footnotes = 각주 목록
do-notes = 내 메모 목록
do-select = 어절 단위로 선택
do-select-sentence = 문장 선택
do-select-paragraph = 문단 선택
do-swap-ends = 반대쪽 끝 움직이기
do-highlight = 강조(한 번 더 누르면 지움)
do-annotate = 메모 쓰기
do-bookmark = 책갈피(한 번 더 누르면 지움)
do-copy = 복사
do-export = 메모 내보내기
do-go-to = 무엇이든 찾아가기
do-undo = 되돌리기
do-redo = 다시 하기
do-reload = 파일 다시 읽기
do-help = 여기서 쓸 수 있는 글쇠
do-quit = 끝내기
do-suspend = 잠시 멈추기
do-close = 닫기
do-fold = 접기, 또는 상위 절로
do-unfold = 펴기
do-left = 왼쪽 열
do-right = 오른쪽 열
do-first-column = 첫 열
do-last-column = 마지막 열
do-sort = 이 열로 정렬(다시 누르면 역순, 인쇄 순서)
do-sort-row = 이 행의 값으로 열 정렬
do-transpose = 행과 열 바꾸기
do-printed-order = 인쇄된 순서
do-chart = 이 행의 그래프
do-filter = 거르기
do-edit = 고치기
do-delete = 지우기
do-next-label = 다음 꼬리표
do-next-target = 다음 것
do-save = 저장
do-accept = 그리로 가기

## 알림

message-file-changed = 파일이 바뀌었습니다. r을 누르면 다시 읽고 읽던 자리를 지킵니다.
message-read-again = 다시 읽었습니다.
message-still-reading = 문서의 나머지를 아직 읽고 있습니다.
message-mark-pending = 문서를 다 읽는 대로 표시합니다 …
message-end-pending = 다 읽는 대로 끝으로 갑니다 …
message-place-pending = 다 읽는 대로 읽던 자리로 갑니다 …
message-input-once = 표준 입력은 다시 읽을 수 없습니다.
message-last-section = 마지막 절입니다.
message-no-tables = 이 문서에는 표가 없습니다.
message-empty-table = 이 표에는 칸이 없습니다.
message-nothing-to-follow = 이 문장에는 따라갈 것이 없습니다.
message-nothing-in-focus = 여기에는 초점에 든 것이 없습니다.
message-nothing-to-copy = 복사할 것이 없습니다.
message-nothing-chosen = 고른 것이 없습니다.
message-no-way-back = 돌아갈 곳이 없습니다.
message-no-way-forward = 앞으로 갈 곳이 없습니다.
message-no-search = 찾고 있는 말이 없습니다. /로 찾기를 시작합니다.
message-not-found = 찾지 못함: { $query }
message-search-from-start = 처음부터 다시 찾습니다.
message-search-from-end = 끝에서부터 다시 찾습니다.
message-link-outside = ibid는 링크를 열지 않습니다. y로 주소를 복사합니다.
message-link-broken = 링크가 가리키는 곳이 이 문서에 없습니다: { $target }
message-not-yours = 내 메모만 고칠 수 있습니다.
message-paste-nowhere = 여기에는 붙여 넣을 곳이 없습니다.
message-note-saved = 메모를 저장했습니다.
message-highlight-saved = 강조를 저장했습니다.
message-bookmark-saved = 책갈피를 저장했습니다.
message-deleted = 지웠습니다. z로 되살립니다.
message-undone = 되돌렸습니다.
message-redone = 다시 했습니다.
message-nothing-to-undo = 되돌리거나 다시 할 것이 없습니다.
message-has-note = 이미 메모가 있습니다. a로 엽니다.
message-draft-kept = 초안으로 남겼습니다. a로 다시 엽니다.
message-draft-back = 저장하지 않은 초안을 되살렸습니다.
message-note-lost = 이 본문에서 그 대목을 찾지 못했습니다. 메모는 그대로 있습니다.
message-nothing-to-export = 내보낼 메모가 아직 없습니다. h로 강조하고 a로 메모를 씁니다.
message-job-failed = ibid 자체의 오류로 하지 못했습니다. 자세한 내용은 로그에 있습니다(위치는 ibid paths로 볼 수 있음).
message-no-such-place = 이 문서에는 그런 곳이 없습니다.
message-no-path = 먼저 경로를 입력하세요.
message-copied = 클립보드로 보냄: { $characters }자.
message-exported = 메모 { $count }건을 { $path }에 썼습니다.
copy-too-long = { $bytes }바이트는 터미널 클립보드에 너무 깁니다(최대 { $most }).

## 미리 보기, 목록, 양식

footnote-none = 이 파일에는 각주 { $label }의 내용이 없습니다.
footnote-uncalled = 본문에 이 각주의 표시가 없습니다.
footnote-more-calls = (+{ $count }곳 더; Tab)
margin-no-body = 이 파일에 내용 없음
link-outside = ibid는 아무것도 내려받지 않습니다. y로 주소를 복사하세요.
peek-called = 각주 { $label }: 달린 곳
peek-go = Enter 가기
peek-next = Tab 다음({ $all } 중 { $at })
peek-more = j 더 보기
peek-close = Esc 닫기
list-footnotes = 각주
list-notes = 내 메모
list-hits = 찾은 곳
list-count = { $count } 중 { $at }
list-no-footnotes = 이 문서에는 각주가 없습니다.
list-no-notes = 아직 메모가 없습니다. 본문에서 h는 초점에 든 문장을 강조하고, a는 메모를 쓰고, m은 책갈피를 꽂습니다.
list-nothing-passes = 이 조건에 맞는 것이 없습니다.
list-keys-footnotes = Enter 단 곳으로   Tab 다음 단 곳   / 거르기   Esc 닫기
list-keys-notes = Enter 가기   e 고치기   c 꼬리표   x 지우기   z 되돌리기   / 거르기   Esc 닫기
list-keys-hits = Enter 가기   / 거르기   Esc 닫기
note-lost = 이 본문에서 찾지 못함
kind-highlight = 강조
kind-note = 메모
kind-bookmark = 책갈피
label-question = 물음
label-claim = 주장
label-quote = 인용
label-todo = 할 일
editor-saving = 저장하는 중 …
editor-keys = C-s 저장   C-l 꼬리표   Esc 나가기
export-count = 메모 { $count }건
export-path = 쓸 곳
export-keys = j k 고르기   e 경로   Enter 쓰기   Esc 닫기
export-keys-path = Enter 쓰기   Esc 뒤로
goto-section = 절
goto-table = 표
goto-footnote = 각주
goto-note = 메모
goto-command = 글쇠
goto-nothing = { $query }에 맞는 것이 없습니다.
search-none = 찾은 것 없음
search-going-on = 찾는 중 …
search-hint = Enter 유지   Tab 목록   Esc 뒤로
search-limit = { $file }: 결과가 { $limit }개를 넘습니다. --limit로 더 볼 수 있습니다.
help-title = 글쇠 · { $place }

## 읽을 수 없는 것

read-missing = { $file }: 그런 파일이 없습니다. 이름을 확인하세요.
read-folder = { $file }: 폴더입니다. 그 안의 파일을 지정하세요.
read-special = { $file }: 파일도 파이프도 아닙니다. 파일을 지정하세요.
read-forbidden = { $file }: 읽을 권한이 없습니다. 권한을 확인하세요.
read-address = { $file }: ibid는 네트워크에서 아무것도 받지 않습니다. 먼저 내려받은 뒤 그 파일을 여세요.
read-too-large = { $file }: { $bytes }바이트는 ibid가 읽는 크기(4GiB)를 넘습니다. 먼저 나누세요.
read-failed = { $file }: 읽지 못했습니다: { $reason }.
read-empty = { $file }: 비어 있어 읽을 것이 없습니다.
read-binary = { $file }: 텍스트 파일이 아닙니다({ $offset }번째 바이트에서 확인). 텍스트라면 먼저 UTF-8로 바꾸세요.
read-unsupported = { $file }: { $format } 형식은 읽지 않습니다. 먼저 텍스트나 Markdown으로 바꾸세요.
read-stopped = { $file }: 읽기를 멈췄습니다.
no-terminal = 그릴 터미널이 없습니다: { $reason }. ibid FILE | cat은 본문을 출력합니다.

## 명령줄

cli-about = 브리프를 위한 터미널 리더: 절, 표, 각주, 찾기, 메모.
cli-usage = 사용법:
cli-commands = 명령
cli-arguments = 인수
cli-options = 옵션
cli-file = 읽을 파일. -는 표준 입력
cli-at = 시작할 곳: section:3, page:5, offset:1234(바이트), 또는 메모의 id
cli-format = 읽을 형식: text 또는 markdown
cli-no-mouse = 마우스를 터미널에 맡김
cli-ascii = 테두리와 표시를 ASCII로 그림
cli-width = 줄을 나눌 너비(칸). 0이면 나누지 않음
cli-data-dir = 메모와 상태를 이 폴더에 둠
cli-language = 쓸 언어: en 또는 ko
cli-debug = 로그를 더 자세히 남김
cli-help = 이 도움말
cli-version = 버전
cli-outline = 절 목록: 번호, 제목, 쪽, 비율
cli-footnotes = 각주와 각주가 달린 곳 목록
cli-check = 문서의 문제와 본문에서 뺀 것 목록
cli-text = 본문 출력
cli-text-section = outline의 번호로 지정한 절만
cli-text-dump = 본문 대신 구조 출력
cli-tables = 표 목록, 또는 표 하나 출력
cli-tables-number = 목록의 번호로 지정한 표
cli-tables-format = 출력 형식: text, csv, tsv, md, json, html
cli-tables-sort = 행을 정렬할 열: 번호나 제목, :desc는 역순
cli-tables-transpose = 행과 열 바꾸기
cli-search = 문서에서 찾기
cli-query = 찾을 말
cli-regex = 찾을 말이 정규 표현식
cli-limit = 출력할 결과의 최대 수
cli-annotate = 메모를 쓰거나 강조
cli-quote = 본문에 있는 그대로 옮긴 대목
cli-nth = 같은 대목이 여럿일 때 몇 번째(1부터)
cli-cell = 칸: 1부터의 번호나 제목(쌍점이 든 제목은 따옴표로 묶음)
cli-annotate-section = 이 절의 제목
cli-note = 메모의 내용. 없으면 강조만
cli-label = question, claim, quote, todo, 또는 직접 정한 이름
cli-tag = 태그. 여러 번 쓸 수 있음
cli-annotations = 문서 하나 또는 모든 문서의 메모 목록
cli-export = 문서의 메모 내보내기
cli-export-format = markdown 또는 json
cli-export-out = 표준 출력 대신 쓸 파일
cli-library = 읽은 문서 목록
cli-paths = 메모, 상태, 로그가 있는 곳
cli-completions = 셸 자동 완성 출력: bash, elvish, fish, powershell, zsh
cli-shell = 셸
man-name = 이름
man-synopsis = 사용법
man-more = 더 알아보기
cli-man = 매뉴얼 페이지 출력
cli-help-command = 명령 도움말, 또는 json: 모든 JSON 출력의 형식
cli-topic = 명령, 또는 json
cli-json = JSON으로 출력
cli-examples = 예:
cli-tables-examples =
    ibid tables report.md
    ibid tables report.md 1 --sort 2022:desc --format csv
    ibid tables report.md 1 --transpose
cli-search-examples =
    ibid search "두 낱말" report.md notes.txt
    ibid search --regex "20[12][0-9]" report.md --json
cli-annotate-examples =
    ibid annotate report.md --quote "본문 그대로" --note "근거는?" --label question
    ibid annotate report.md --cell 1:경제성장률:2021 --tag 통계
    ibid annotate report.md --section 3
cli-export-examples =
    ibid export report.md > notes.md
    ibid export report.md --format json --out notes.json
cli-more =
    파일 없이 ibid만 쓰면 마지막에 읽던 문서를 읽던 자리에서 엽니다.
    ibid FILE | cat은 본문을 출력하고, ibid help json은 모든 JSON 출력의 형식을 알려 줍니다.
output-failed = 다 출력하지 못했습니다: { $reason }.
cli-see-help = 사용법 보기: { $command }
cli-wrong = 명령줄을 알아들을 수 없습니다.
cli-wrong-unknown = 알 수 없는 인수: { $arg }.
cli-wrong-command = 알 수 없는 명령: { $command }.
cli-wrong-like = 알 수 없는 명령: { $command }. 비슷한 명령: { $like }.
cli-wrong-missing = 빠진 인수: { $arg }.
cli-wrong-no-value = 값이 빠진 인수: { $arg }.
cli-wrong-value = { $arg }에 쓸 수 없는 값: { $value }.
cli-wrong-choice = { $arg }에 쓸 수 없는 값: { $value }. 쓸 수 있는 값: { $known }.
cli-wrong-conflict = 함께 쓸 수 없는 인수: { $arg }, { $other }.
cli-wrong-twice = 두 번 쓴 인수: { $arg }.
cli-wrong-extra = 남는 인수: { $arg }.
cli-wrong-number = 값의 개수가 맞지 않는 인수: { $arg }.
cli-wrong-place = 그런 곳이 없습니다. section:3, page:5, offset:1234, 또는 메모의 id를 쓰세요.

## 저장소

store-no-home = 메모를 저장할 수 없습니다: 홈 폴더가 없습니다. HOME을 정하거나 --data-dir로 폴더를 지정하세요.
store-unwritten = 저장하지 못했습니다: 메모를 쓸 수 없습니다. 입력한 글은 여기 그대로 있습니다.
store-read-only = { $path }: 쓸 수 없어 메모를 읽을 수만 있고 저장할 수 없습니다. 권한을 바꾸거나 --data-dir로 다른 폴더를 지정하세요.
store-newer = { $path }: 더 새로운 버전의 ibid가 쓴 파일이라 메모를 읽을 수만 있고 저장할 수 없습니다. ibid를 새 버전으로 바꾸세요.
store-restored = 메모 파일이 손상되어 복구했습니다: { $notes }건이 있고, 바뀐 내용 { $unread }건이 빠졌을 수 있습니다. 손상된 파일은 남겨 두었습니다: { $aside }
store-repaired = 손상된 메모 { $notes }건을 복구했습니다. { $lost }건은 복구하지 못했습니다.
store-unwritable = { $path }: 만들거나 쓸 수 없어 메모를 저장할 수 없습니다. 권한을 바꾸거나 --data-dir로 다른 폴더를 지정하세요.
store-denied = { $path }: 열 권한이 없어 메모를 저장할 수 없습니다. 권한을 바꾸거나 --data-dir로 다른 폴더를 지정하세요.
store-wrong-kind = { $path }: 그 자리에 있어야 할 종류의 파일이나 폴더가 아니어서 메모를 저장할 수 없습니다. 다른 곳으로 옮기거나 --data-dir로 다른 폴더를 지정하세요.
store-foreign = { $path }: 다른 프로그램의 파일이라 메모를 저장할 수 없습니다. 다른 곳으로 옮기거나 --data-dir로 다른 폴더를 지정하세요.
store-full = { $path }: 디스크에 자리가 없어 저장하지 못했습니다. 자리를 만든 뒤 다시 저장하세요.
store-busy = { $path }: 다른 프로그램이 쓰고 있어 저장하지 못했습니다. 다시 해 보세요.
store-damaged = { $path }: 손상되어({ $reason }) 저장하지 못했습니다. ibid를 다시 시작하면 쓸 수 있는 가장 최근 백업으로 복구합니다.
store-vanished = { $path }: 파일이 없어져 저장하지 못했습니다. ibid를 다시 시작하세요.
store-no-note = 그 메모는 이제 없습니다.
store-exists = 그 메모는 이미 있습니다.
store-too-large = { $bytes }바이트는 메모 하나에 담을 수 있는 크기({ $most })를 넘습니다.
store-failed = { $path }: 저장하지 못했습니다: { $reason }
note-placing = 자리를 찾는 중 …

## 내보낸 글

export-file = 파일
export-not-found = 이 본문에서 찾지 못한 메모

## 표 작업대

desk-row = { $rows }행 중 { $row }행
desk-transposed = 행과 열을 바꿈
desk-sorted-rising = { $head } 오름차순
desk-sorted-falling = { $head } 내림차순
desk-labels = 항목
desk-misprint = 인쇄된 값 { $printed } · 읽은 값 { $read }
desk-source = 자료: { $source }
chart-too-few = 이 행에는 그래프를 그릴 숫자가 모자랍니다.
message-no-room-for-chart = 그래프를 그리려면 화면이 더 높아야 합니다.

## 명령이 하는 말

cli-no-section = { $number }번 절이 없습니다. 이 문서의 절은 { $count }개입니다.
cli-no-table = { $number }번 표가 없습니다. 이 문서의 표는 { $count }개입니다.
cli-no-column = { $name } 열이 없습니다. 열: { $known }.
cli-many-columns = { $name }에 맞는 열이 여럿입니다. 번호나 더 긴 제목을 쓰세요: { $known }.
cli-no-row = { $name } 행이 없습니다. 행: { $known }.
cli-many-rows = { $name }에 맞는 행이 여럿입니다. 번호나 더 긴 이름을 쓰세요: { $known }.
cli-wrong-cell = 칸을 가리키지 않는 값: { $cell }. 1부터의 번호나 제목으로 TABLE:ROW:COLUMN을 쓰세요.
cli-empty-cell = { $cell } 칸은 비어 있습니다.
cli-no-target = 메모를 어디에 달까요? --quote, --cell, --section 가운데 하나를 쓰세요.
cli-many-passages = 이 대목은 { $count }번 나옵니다. 몇 번째인지 --nth로 정하세요.
cli-no-passage = 이 대목은 { $count }번 나옵니다. { $nth }번째는 없습니다.
annotations-none = 아직 메모가 없습니다. ibid annotate FILE --quote TEXT --note TEXT로 만듭니다.
library-empty = 아직 문서가 없습니다. ibid FILE로 엽니다.
paths-notes = 메모
paths-state = 상태
paths-log = 로그
paths-config = 설정
tables-size = { $rows }행 { $columns }열
tables-unit = 단위: { $unit }
export-failed = { $path }에 쓰지 못했습니다: { $reason }. 다른 곳을 고르세요.
reason-no-folder = 그런 폴더가 없습니다
reason-forbidden = 쓸 권한이 없습니다
reason-folder = 폴더입니다
reason-full = 디스크에 자리가 없습니다
reason-read-only = 읽기 전용 디스크입니다
check-nothing = 알릴 것이 없습니다.
check-undecodable = 읽을 수 없는 바이트
check-guessed = 인코딩
check-front-matter = 머리 정보
check-no-body = 본문에 표시는 있으나 이 파일에 내용이 없는 각주 { $count }개
check-no-call = 본문에 표시가 없는 각주 { $count }개
check-misprint = 잘못 인쇄된 듯한 수 { $count }개
check-ragged = 표에 맞지 않는 행
check-links = 없는 곳을 가리키는 링크
check-capped = 한도를 넘은 것
check-running-heads = 본문에서 뺀 머리말
check-running-feet = 본문에서 뺀 꼬리말
check-page-numbers = 본문에서 뺀 쪽 번호 { $count }개
check-markup = 본문에서 뺀 빈 마크업
warning-uncalled = 본문에 표시가 없는 각주: { $label }.
warning-misprint = 표 { $table }, { $row }, { $column }: { $printed } → { $read }. 잘못 인쇄된 수로 보고 바로잡아 읽었습니다.
warning-ragged = { $row }행에는 칸이 { $cells }개 있습니다. 이 표의 열은 { $columns }개입니다.
warning-undecodable = { $encoding } 인코딩으로 읽을 수 없는 곳이 { $count }군데 있습니다(처음은 { $offset }번째 바이트). �로 나타냅니다.
warning-guessed = 파일에 인코딩 표시가 없어 { $encoding } 인코딩으로 읽었습니다.
warning-capped = { $what }: 구별해 보일 수 있는 한도({ $limit })를 넘었습니다. 나머지는 구별 없이 보입니다.
capped-pages = 쪽
capped-footnotes = 각주
warning-front-matter = 머리 정보를 읽지 못했습니다: { $reason }.
query-empty = 찾을 말이 없습니다.
query-matches-empty = 이 표현식은 빈 문자열에 맞으므로 모든 곳이 걸립니다.
query-too-long = 찾을 말이 너무 깁니다(최대 { $most }자).
query-bad-regex = { $at }번째 글자: { $reason }.
regex-group-unclosed = 묶음이 닫히지 않았습니다
regex-group-unopened = 열리지 않은 묶음이 닫혔습니다
regex-group-name = 묶음의 이름이 잘못되었습니다
regex-class-unclosed = 문자 집합이 닫히지 않았습니다
regex-class-range = 문자 범위가 잘못되었습니다
regex-unknown-class = 그런 문자 집합이 없습니다
regex-nothing-to-repeat = 반복할 것이 없습니다
regex-bad-count = 반복 횟수가 잘못되었습니다
regex-bad-escape = 이스케이프가 잘못되었습니다
regex-bad-flag = 그런 플래그가 없습니다
regex-look-around = 전후방 탐색은 쓸 수 없습니다
regex-backreference = 역참조는 쓸 수 없습니다
regex-too-deep = 너무 깊이 묶였습니다
regex-too-large = 너무 큽니다
regex-other = 정규 표현식이 아닙니다
capped-nesting = 겹침의 깊이
capped-quotes = 한 줄의 인용 부호
capped-markup = 서식 부호
