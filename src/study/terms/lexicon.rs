//! Words that tell what a word beside them is, and words that belong in no index.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Small words of English, which no term starts or ends with, and no name.
const FUNCTION: &str = "
a an the this that these those such same other another each every either neither both all any some no none few many much more most
several enough own its it it's he she they them their theirs his her hers him we us our ours you your yours i me my mine one ones
who whom whose which what whatever whichever whoever when whenever where wherever whereas whereby why how however
and or but nor so yet if unless until till while though although because since as than then thus hence therefore
of in on at by to from into onto upon with within without for against about above across after again ago along already also among amid
around away back before behind below beneath beside besides between beyond despite down during except inside like near next off out outside
over past per regarding round through throughout toward towards under underneath unlike up via versus vs aboard
is are was were be been being am do does did done doing has have had having can could may might must shall should will would ought cannot
don't doesn't didn't won't can't couldn't shouldn't wouldn't isn't aren't wasn't weren't hasn't haven't hadn't i'm i've we're we've they're
they've you're you've that's there's here's let's what's who's he's she's
not never always often sometimes usually rarely seldom once twice ever still just only even too very quite rather almost nearly about
perhaps maybe probably likely unlikely indeed instead meanwhile moreover furthermore nevertheless nonetheless otherwise together apart
further farther here there now today tomorrow yesterday soon later early earlier late lately recently currently previously formerly
";

/// Words of English that no term starts or ends with either, and that may be in a name: `Day`, `Central`.
const GENERAL: &str = "
first second third fourth last lastly final finally two three four five six seven eight nine ten eleven twelve dozen hundred thousand million
billion trillion half quarter
make makes made making take takes took taken taking give gives gave given giving get gets got getting go goes went gone going come comes came
coming see sees saw seen seeing say says said saying tell tells told telling know knows knew known knowing think thinks thought thinking want
wants wanted wanting need needs needed needing use uses used using find finds found finding keep keeps kept keeping let lets put puts putting
set sets setting show shows showed shown showing seem seems seemed seeming become becomes became becoming begin begins began begun beginning
start starts started starting stop stops stopped stopping try tries tried trying ask asks asked asking work works worked working call calls
called calling hold holds held holding bring brings brought bringing send sends sent sending stand stands stood standing run runs ran running
turn turns turned turning move moves moved moving leave leaves left leaving feel feels felt feeling look looks looked looking help helps
helped helping mean means meant meaning play plays played playing live lives lived living happen happens happened happening include includes
included including continue continues continued continuing follow follows followed following lead leads led leading provide provides provided
providing allow allows allowed allowing add adds added adding change changes changed changing expect expects expected expecting appear appears
appeared appearing consider considers considered considering remain remains remained remaining serve serves served serving require requires
required requiring offer offers offered offering create creates created creating build builds built building read reads reading write writes
wrote written writing speak speaks spoke spoken pay pays paid meet meets met open opens opened opening close closes closed closing grow grows
grew grown growing raise raises raised raising draw draws drew drawn reach reaches reached fall falls fell fallen rise rises rose risen cut
cuts increase increases increased decrease reduce reduces reduced widen ease lay lays laid lie lies carry carries carried bear bears bore
choose chooses chose chosen accept accepts accepted agree agrees agreed argue argues argued believe believes believed judge judges judged
describe describes described ensure ensures ensured explain explains explained form formed join joined hope hopes hoped understand understood
result results cause causes caused reason reasons purpose purposes way ways thing things something anything nothing everything someone anyone
everyone nobody everybody people person persons man men woman women time times year years month months week weeks day days hour hours minute
minutes moment moments period periods century decade decades date end ends place places point points part parts piece pieces side sides kind
kinds sort sorts type types number numbers amount amounts lot lots bit level levels degree degrees extent scale size rate rates share shares
case cases fact facts matter matters question questions answer answers issue issues problem problems idea ideas example examples instance
instances view views sense word words name names term terms line lines list lists step steps course form forms manner mode hand hands head
eye eyes face top bottom middle front rest whole range set group groups item items area areas field fields feature features aspect aspects
respect respects factor factors element elements basis ground grounds situation situations condition conditions circumstances context state
chance chances possibility possibilities opportunity opportunities effect effects impact effort efforts attempt attempts action actions
activity activities process processes procedure approach approaches method methods means measure measures task tasks job jobs
role roles position positions order orders rule rules interest interests concern concerns difference differences similar different
good better best bad worse worst great greater greatest big bigger biggest large larger largest small smaller smallest little less least long
longer short shorter high higher highest low lower lowest old older new newer newest young full empty real true false right wrong sure certain
clear possible impossible able unable ready important main major minor chief common general particular special specific certain various
particularly especially usual normal ordinary simple easy hard difficult strong stronger weak weaker open free available necessary useful
present current recent former latter previous next following past future total single double whole entire complete further additional extra
near far close due own actual actually really simply merely nearly mostly mainly largely partly wholly fully well much least anyway
yes no ok okay please thanks etc eg ie e.g i.e cf ibid op cit pp vol ed eds est al
note notes table tables figure figures section sections chapter chapters page pages appendix annex paragraph box chart source sources
based made making related according concerning respectively else whether worth half aside ahead afterwards afterward
contrast addition detail details version versions page line text copy everyone's today's lots truly across
itself himself herself themselves myself ourselves yourself yourselves oneself alone impression country countries closeness trend trends motive force visit visits visited visiting
motives burden burdens forth everyday
";

/// Capitalised words that are no names by themselves: dates, titles, what numbers stand behind.
const NO_NAMES: &str = "
january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
table tables figure figures fig section sections chapter chapters note notes page pages appendix annex part box chart volume vol no article
articles item items paragraph q source see ibid
mr mrs ms dr prof sir lady lord dame st
";

/// Titles that stand before a person's name and are not of it.
const TITLES: &str = "
president chairman chairwoman chairperson chair minister premier chancellor king queen prince princess emperor pope senator governor mayor
general admiral colonel captain major lieutenant sergeant professor doctor ambassador director secretary-general judge justice
congressman congresswoman representative marshal leader mr mrs ms dr prof sir lady lord dame
";

/// Words of institutions and works, behind or before whose names `of`, `for`, `in` and `and` go on.
const INSTITUTIONS: &str = "
academy act administration agency alliance agreement archive archives army assembly association authority bank board body bureau cabinet
center centre chamber charter church code college command commission committee company conference confederation congress constitution convention
convention corporation council court courts declaration department division faculty federation foundation force forces front fund gazette
government guide handbook house initiative inspectorate institute institution journal kingdom law laws league library manual ministry movement
museum network office organization organisation party panel parliament project protocol register republic rules school secretariat secretary
senate service society staff state states statement strait straits gulf bay sea statute statutes survey team treaty tribunal union university bill
";

/// Hangul words that belong in no index: pronouns, dependent nouns, words of time and measure, adverbs
/// that take particles, nouns too general.
const KOREAN: &str = "
가까스 거꾸 때때 함부 저절 멋대 되는대 그러므 이러므
것 수 때 뿐 바 줄 데 채 터 김 만큼 때문 대로 듯 이것 그것 저것 무엇 어디 여기 거기 저기 이곳 그곳 저곳 누구 언제 우리 저희 자신 자기 스스로 서로 모두
모든 각자 각각 저마다 하나 둘 셋 다음 이번 지난번 그때 이때 당시 지금 오늘 내일 어제 이제 현재 최근 올해 지난해 작년 내년 이후 이전 동안 그동안 한동안
당분간 얼마 얼마간 어느 가운데 중간 사이 이상 이하 미만 초과 정도 이들 그들 저들 그녀 자체 이외 그외 외에 앞뒤 안팎 한편 반면 대신 경우 점점 차츰
실제 실제로 사실 물론 특히 또한 역시 아울러 그러나 그리고 그래서 그런데 그렇지만 하지만 따라서 그러므로 요컨대 만일 만약 아마 결국 다만 단지 오히려
도리어 더욱 매우 아주 가장 너무 다시 이미 아직 벌써 곧바로 바로 계속 함께 같이 달리 마치 비록 설령 과연 어찌 어떻게 이렇게 그렇게 저렇게 이처럼 그처럼
마찬가지 그대로 이대로 제대로 함부로 저절로 새로 별로 주로 때로 참고로 나름 덕분 까닭 이유 모습 부분 방법 방식 내용 결과 과정 상황 상태 문제 의미 생각 느낌
필요 가능 가능성 중요 관련 관한 대한 위한 통한 대해 위해 통해 의해 따라 비롯 포함 제외 해당 각종 여러 다른 새로운 이런 그런 저런 어떤 아무 온갖 갖가지
사람 사람들 나라 나라들 쪽 양쪽 양측 측면 차원 분야 자리 단계 수준 정말 진짜 절대 전혀 조금 약간 많이 처음 마지막 시작 무렵 이래 초기 중반 후반 말기 초반 시기 기간 시간
하루 이틀 사흘 매일 매년 매월 해마다 그해 같은해 한때 일부 대부분 전체 나머지 절반 둘째 셋째 첫째 첫번째 번째 차례 하나하나 이름 대상 주요 먼저 우선 나중 이어 이를 그를 이는 그는 이와
여기서 거기서 무엇보다 앞으로 앞서 위의 아래 아래의 밑 옆 속 밖 안 위 뒤 앞 겉 곁 끝 전 후 중 등 및 또 더 덜 잘 못 안 꼭 늘 참 퍽 좀 다 막 곧 갓 썩 딱
말 뜻 일 길 힘 몫 값 점 면 선 편 폭 도 격 판 셈 탓 끼 번 명 개 년 월 일 시 분 초 원 달러 퍼센트 대로는 그중 이중 그것들 이것들 무관 스스 위험천만 이득 득 얼마나 지난날 그사이 한순간
기존 향후 동시 과거 인상 인적 물적 외부 내부 마련 노릇 대목 수밖 가지 높이 크기 길이 한눈 두루 뒤쪽 앞쪽 뒷받침 만큼도 그뿐 이때문 자신들 우리나라 요즘 이내 이제껏 여러분 제각각 제때 만약에 누구나 어디나 언제나 아무나 무엇이나 하나같이 통째 한꺼번 한결 가까이 멀리 처지 개연성 공산 여지 주장 물밑 겉보기 보탬 동의 이의 정황 도움 이점 뚜렷 분명 온전 까다 굳이 여간 웬만 그만 그만큼 이만큼 어느 정도 일각 통틀어 모조리 여부 누군가 무언가 뭔가
";

/// Korean titles that stand behind a person's name.
const KOREAN_TITLES: &str = "
대통령 총리 총통 주석 국무위원장 위원장 장관 차관 외교장관 국방장관 국무장관 외무장관 외교부장 국방부장 부장 대사 의원 교수 박사 총장 총재 회장 사장 대표 대변인
국장 실장 처장 청장 원장 비서관 보좌관 특사 사무총장 국왕 여왕 황제 교황 왕세자 대장 사령관 장군 제독 기자 판사 검사 변호사 지사 시장
";

/// Names of lands and places that prose mentions without more: also where they stand once.
const PLACES: &str = "
한국 대한민국 남한 북한 조선 중국 일본 미국 러시아 소련 대만 몽골 홍콩 영국 독일 프랑스 이탈리아 스페인 포르투갈 네덜란드 벨기에 스위스 오스트리아 스웨덴 노르웨이 덴마크
핀란드 폴란드 체코 헝가리 루마니아 불가리아 그리스 튀르키예 터키 우크라이나 벨라루스 조지아 아르메니아 카자흐스탄 우즈베키스탄 인도 파키스탄 방글라데시 네팔 스리랑카 미얀마 태국 베트남
라오스 캄보디아 말레이시아 싱가포르 인도네시아 필리핀 브루나이 호주 뉴질랜드 캐나다 멕시코 쿠바 브라질 아르헨티나 칠레 페루 콜롬비아 베네수엘라 이집트 리비아 시리아 이란 이라크
이스라엘 팔레스타인 요르단 레바논 사우디아라비아 예멘 카타르 쿠웨이트 아프가니스탄 에티오피아 에리트리아 케냐 나이지리아 남아프리카공화국 소말리아 모로코 알제리 튀니지
유럽 아시아 아프리카 중동 극동 서방 동남아 동남아시아 동북아 동북아시아 중앙아시아 중남미 남미 북미 유라시아 한반도 태평양 대서양 인도양 동해 서해 남해 남중국해 동중국해
서울 부산 인천 대구 대전 광주 울산 세종 제주 평양 신의주 청와대 백악관 베이징 상하이 도쿄 오사카 워싱턴 뉴욕 모스크바 런던 파리 베를린 브뤼셀 제네바 로마 하노이 블라디보스토크
";

/// Endings of institutions: a word that ends in one is a name, also where it stands once.
const KOREAN_INSTITUTIONS: [&str; 22] = [
    "위원회",
    "협의회",
    "의회",
    "은행",
    "신문",
    "일보",
    "통신",
    "대학교",
    "대학원",
    "연구원",
    "연구소",
    "재판소",
    "법원",
    "협회",
    "재단",
    "공사",
    "공단",
    "노동당",
    "민주당",
    "공산당",
    "신문사",
    "사령부",
];

/// Ends of Hangul words that look like a particle and are none.
pub(super) const WHOLE: [&str; 91] = [
    "주의", "회의", "협의", "합의", "논의", "결의", "항의", "건의", "제의", "정의", "도의", "명의", "호의", "강의", "문의",
    "유의", "동의", "심의", "숙의", "도로", "경로", "통로", "진로", "항로", "선로", "활로", "기로", "피로", "포로", "정도",
    "제도", "태도", "한도", "지도", "속도", "강도", "온도", "수도", "반도", "주도", "의도", "시도", "보도", "기도", "용도",
    "밀도", "농도", "각도", "년도", "연도", "구도", "난도", "경도", "위도", "철도", "빈도", "고도", "국가", "평가", "대가",
    "증가", "추가", "참가", "물가", "원가", "허가", "작가", "인가", "휴가", "결과", "효과", "성과", "경과", "통과", "부과",
    "초과", "사과", "의과", "학과", "장만", "불만", "대만", "오만", "자만", "충만", "부처", "거처", "출처", "상처", "한계",
    "노동",
];

/// Nouns that end in 기, by their last two syllables; other words in 기 are verbs.
const NOUNS_IN_GI: &str = "
위기 시기 경기 초기 말기 전기 무기 기기 동기 용기 주기 분기 투기 사기 일기 열기 연기 인기 행기 공기 권기 도기 수기 반기 포기 제기 계기 장기 단기 후기 중기 정기 악기 병기 대기 세기 야기
줄기 고기 명기 생기 성기 조기 국기 회기 임기 만기 학기 감기 향기 활기 호기 총기 구기 번기 전투기 류기 산기 급기 신기 복기 박기 광기 군기 객기 온기 습기 냉기 독기 오기 표기 등기 승기 적기 탐기 필기
";

/// Nouns that end in 다; other words in 다 are verbs and adjectives.
const NOUNS_IN_DA: &str = "캐나다 바다 르완다 우간다 소다 판다 그라나다 플로리다 네바다 람다 아젠다 어젠다 혼다 마쓰다";

/// Nouns that end in 함; other long words in 함 are verbs.
const NOUNS_IN_HAM: &str = "수함 축함 군함 전함 명함 웅함 사함 모함 위함 순함 공함 포함 보함 우편함 투표함 사물함";

/// Syllables that end stems of verbs and adjectives, and hardly a noun: what stands before 은, 을
/// and 이 there is none.
const VERB_ENDS: &str = "
받 찾 닿 앉 맺 먹 묶 꺾 쌓 놓 넣 낳 좋 많 싫 높 깊 짧 넓 얇 굳 믿 얻 묻 걷 듣 싣 닫 뜯 쫓 꽂 젖 맞 늦 찢 잇 씻 벗 솟 앗 없 않 같 붙 맡 흩 짙 얕 옅 밝 굵 늙 읽 긁 밟 읊 옳 앓 끓 뚫 잃 끊 찮 잖 씹
꼽 뽑 좁 엎 갚 짚 겪 깎 섞 볶 닦 묽 붉 맑 얽 갉 핥 훑 뱉 좇 돋 뻗 덮 밉 줍 눕 닮 젊 굶 옮 움직 망설 기울
";

static SMALL: LazyLock<HashSet<&str>> = LazyLock::new(|| words(FUNCTION));
static STOP: LazyLock<HashSet<&str>> = LazyLock::new(|| words(FUNCTION).union(&words(GENERAL)).copied().collect());
static NOT_A_NAME: LazyLock<HashSet<&str>> = LazyLock::new(|| words(NO_NAMES));
static TITLE: LazyLock<HashSet<&str>> = LazyLock::new(|| words(TITLES));
static INSTITUTION: LazyLock<HashSet<&str>> = LazyLock::new(|| words(INSTITUTIONS));
static KOREAN_STOP: LazyLock<HashSet<&str>> = LazyLock::new(|| words(KOREAN));
static KOREAN_TITLE: LazyLock<HashSet<&str>> = LazyLock::new(|| words(KOREAN_TITLES));
static PLACE: LazyLock<HashSet<&str>> = LazyLock::new(|| words(PLACES));
static GI: LazyLock<HashSet<&str>> = LazyLock::new(|| words(NOUNS_IN_GI));
static DA: LazyLock<HashSet<&str>> = LazyLock::new(|| words(NOUNS_IN_DA));
static HAM: LazyLock<HashSet<&str>> = LazyLock::new(|| words(NOUNS_IN_HAM));
static VERB: LazyLock<HashSet<&str>> = LazyLock::new(|| words(VERB_ENDS));

fn words(list: &'static str) -> HashSet<&'static str> {
    list.split_ascii_whitespace().collect()
}

/// Whether a lower-case English word ends a phrase.
pub(super) fn is_stop(lower: &str) -> bool {
    STOP.contains(lower) || (lower.contains('’') && STOP.contains(lower.replace('’', "'").as_str()))
}

/// Whether a lower-case English word is a small one, which is in no name, either.
pub(super) fn is_small(lower: &str) -> bool {
    SMALL.contains(lower)
}

/// Whether a word, lower-cased, is no name although it is capitalised: `September`, `Table`.
pub(super) fn is_no_name(lower: &str) -> bool {
    NOT_A_NAME.contains(lower)
}

/// Whether a word, lower-cased, is a title before a person's name.
pub(super) fn is_title(lower: &str) -> bool {
    TITLE.contains(lower)
}

/// Whether a word, lower-cased, names what an institution or a work is.
pub(super) fn is_institution(lower: &str) -> bool {
    INSTITUTION.contains(lower)
}

/// Whether a Hangul word is in no index.
pub(super) fn is_korean_stop(word: &str) -> bool {
    KOREAN_STOP.contains(word)
}

/// Whether a Hangul word is a title behind a name.
pub(super) fn is_korean_title(word: &str) -> bool {
    KOREAN_TITLE.contains(word)
}

/// Whether a Hangul word is called as institutions are: 한국은행, 노동당.
pub(super) fn is_korean_institution(word: &str) -> bool {
    KOREAN_INSTITUTIONS.iter().any(|end| word.ends_with(end) && (word.len() > end.len() || end.ends_with('당')))
}

/// Whether a Hangul word is a land or a place that is known.
pub(super) fn is_place(word: &str) -> bool {
    PLACE.contains(word)
}

/// Whether a noun that ends in 기, 다 or 함 is one by its end.
pub(super) fn is_noun_in(last: &str, two: &str, word: &str) -> bool {
    match last {
        "기" => GI.contains(two),
        "다" => DA.contains(word),
        _ => HAM.contains(two) || HAM.contains(word),
    }
}

/// Whether a syllable ends the stems of verbs.
pub(super) fn ends_verbs(syllable: &str) -> bool {
    VERB.contains(syllable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_kind_are_not_of_another() {
        for place in PLACE.iter() {
            assert!(!is_korean_stop(place) && !is_korean_title(place), "{place}");
        }
        for title in KOREAN_TITLE.iter() {
            assert!(!is_korean_stop(title), "{title}");
        }
    }

    #[test]
    fn each_list_is_asked_for_its_own_words() {
        use crate::study::tests::picked;
        assert_eq!(picked("the don't don’t day weapon it’s", is_stop), ["the", "don't", "don’t", "day", "it’s"]);
        assert_eq!(picked("the day of weapon", is_small), ["the", "of"]);
        assert_eq!(picked("march table putin mr", is_no_name), ["march", "table", "mr"]);
        assert_eq!(picked("president bank mr", is_title), ["president", "mr"]);
        assert_eq!(picked("bank treaty weapon", is_institution), ["bank", "treaty"]);
        assert_eq!(picked("것 가능성 북한", is_korean_stop), ["것", "가능성"]);
        assert_eq!(picked("대통령 장관 북한", is_korean_title), ["대통령", "장관"]);
        assert_eq!(
            picked("한국은행 은행 노동당 민주당 위원회 국가위원회 북한", is_korean_institution),
            ["한국은행", "노동당", "민주당", "국가위원회"]
        );
        assert_eq!(picked("북한 평양 나라", is_place), ["북한", "평양"]);
        assert_eq!(picked("받 찾 망설 가", ends_verbs), ["받", "찾", "망설"]);
        assert!(is_noun_in("기", "위기", "위기") && !is_noun_in("기", "가기", "가기"));
        assert!(is_noun_in("다", "나다", "캐나다") && !is_noun_in("다", "나다", "가나다"));
        assert!(is_noun_in("함", "수함", "잠수함") && is_noun_in("함", "체함", "우편함") && !is_noun_in("함", "요함", "중요함"));
    }
}
