// Names of people in what a resident wrote. A name alone is not covered: half of all streets bear a person's name, and without
// its street a report is worth nothing. So what stands around it must say that a person is meant: a form of address ("bà Hoa"),
// words by which one introduces somebody ("tôi là …", "liên hệ …", "họ tên: …"), or a telephone number right behind it. What
// follows a word for a place stays: "phường Bà Rịa", "cầu Ông Lãnh", "góc Nguyễn Thị Minh Khai".
import { foldedText } from './folded-text.ts';

export const COVER = '•••';

/** Where a place begins, a name has ended. */
const PLACE_BEGINS =
  '(?:Đường|Phố|Phường|Xã|Thôn|Ấp|Xóm|Khóm|Huyện|Quận|Tỉnh|Ngõ|Ngách|Hẻm|Chợ|Cầu|Khu|Tổ)(?!\\p{L})';
const WORD = `(?!${PLACE_BEGINS})\\p{Lu}\\p{L}*`;
/** Not over the end of a line. */
const GAP = '[^\\S\\n]+';
const nameOf = (least: number, most: number): string =>
  `(${WORD}(?:${GAP}${WORD}){${least - 1},${most - 1}})`;
const START = '(?<![\\p{L}\\d])';
const pattern = (said: string, name: string, behind = ''): RegExp =>
  new RegExp(`${START}(${said})${name}${behind}`, 'gu');

const ADDRESSED = pattern(
  `(?:[ÔôÒò]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ụ|[Dd]ì|[Cc]ậu|[Mm]ợ|[Tt]hím|[Mm]rs?\\.?|[Mm]s\\.?)${GAP}`,
  nameOf(1, 5),
);
/** Without marks "ba" is a number too, and in capitals throughout nothing tells where a name ends: of most it is the third word. */
const BARE = pattern(
  `(?:[Oo]ng|[Bb]a|[Cc]hi|[Cc]o|[Cc]hu|[Bb]ac|ÔNG|BÀ|ANH|CHỊ|CÔ|CHÚ|BÁC)${GAP}`,
  nameOf(2, 3),
);
const NAMED = pattern(
  `(?:[Tt]ên(?:${GAP}(?:tôi|mình|em|cháu))?${GAP}là|[Hh]ọ${GAP}tên:?|(?:[Hh]ọ${GAP}và${GAP})?[Tt]ên:)\\s*`,
  nameOf(1, 5),
);
const INTRODUCED = pattern(
  `(?:(?:[Tt][ôo]i|[Mm]ình|[Ee]m|[Cc]háu)(?:${GAP}t[êe]n)?(?:${GAP}l[àa])?|[Ll]i[êe]n${GAP}h[ệe](?:${GAP}với)?:?|[Nn]gười${GAP}(?:gửi|báo|phản ánh|liên hệ):?)${GAP}`,
  nameOf(2, 5),
);
const PHONE = '[Ss]đt|SĐT|[Đđ]t|ĐT|[Đđ]iện thoại|[Ss]ố điện thoại|[Tt]el';
const CALLED = pattern(
  '',
  nameOf(3, 5),
  `(?=[\\s,:;(–-]{1,4}(?:(?:${PHONE})[\\s.:]{0,3})?\\+?\\d(?:[\\s.-]?\\d){7})`,
);

/** As most people in Việt Nam bear them. */
const SURNAMES: ReadonlySet<string> = new Set(
  'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan vuong trinh dinh lam phung mai truong ta ha thai chu chau luong cao tang quach thach nong hua lo cam giang thao ma luu nghiem khuat tong tu kieu dam trieu thieu bach'.split(
    ' ',
  ),
);
/** These begin the names of places; another "Bà" or "Ông" with a capital is somebody. */
const KNOWN_PLACES: ReadonlySet<string> = new Set([
  'Bà Rịa',
  'Bà Nà',
  'Bà Đen',
  'Bà Chúa',
  'Bà Triệu',
  'Bà Trưng',
  'Bà Huyện',
  'Ông Ích',
  'Cô Tô',
]);
const PLACES =
  'đường|phố|ngõ|ngách|hẻm|kiệt|phường|xã|thôn|ấp|bản|buôn|làng|xóm|khóm|quận|huyện|tp|chợ|cầu|cống|chùa|đình|đền|miếu|núi|đồi|đèo|suối|hồ|sông|kênh|rạch|biển|đảo|hòn|mũi|vịnh|bãi|bến|ga|trường|lăng|đài|quán|tiệm|khu|tiếng|nước';
const AT = 'ở|tại|trên|góc|đoạn|giữa|từ|đến|tới|qua|gần|trước|sau|cuối|đầu|và|với|\\d[\\d/]*\\p{L}?';
/** Longer than the longest of them with its space. */
const BEFORE = 16;
const endingIn = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})\\.?\\s+$`, 'u');
const AFTER_PLACE = endingIn(PLACES);
const AFTER_PLACE_OR_AT = endingIn(`${PLACES}|${AT}`);
const AFTER_HAVING = endingIn('có');

interface Found {
  readonly said: string;
  readonly name: string;
  /** Small letters of what stands before. */
  readonly before: string;
}
/** What of the name stays in front of what is covered; null: it is nobody's. */
type Kept = (found: Found) => string | null;

const cover = (text: string, names: RegExp, kept: Kept): string =>
  text.replace(names, (whole: string, said: string, name: string, at: number) => {
    const before = text.slice(Math.max(0, at - BEFORE), at).toLowerCase();
    const stays = kept({ said, name, before });
    return stays === null ? whole : `${said}${stays}${COVER}`;
  });

/** From its surname on, if enough follows. */
function fromSurname(name: string, least: number): string | null {
  const words = name.split(/\s+/);
  const at = words.findIndex((word) => SURNAMES.has(foldedText(word)));
  return at < 0 || words.length - at < least
    ? null
    : words
        .slice(0, at)
        .map((word) => `${word} `)
        .join('');
}

function addressed({ said, name, before }: Found): string | null {
  if (!/^\p{Lu}/u.test(said)) return '';
  const start = `${said.trim()} ${/^\p{L}+/u.exec(name)?.[0] ?? ''}`;
  return AFTER_PLACE.test(before) || KNOWN_PLACES.has(start) ? null : '';
}

/** Of text in composed form (NFC). */
export function coveredNames(text: string): string {
  const called = cover(text, CALLED, ({ name, before }) => {
    const kept = fromSurname(name, 3);
    return kept === null || AFTER_PLACE_OR_AT.test(before + kept.toLowerCase()) ? null : kept;
  });
  const introduced = cover(called, INTRODUCED, ({ name }) => fromSurname(name, 2));
  const named = cover(introduced, NAMED, ({ before }) => (AFTER_HAVING.test(before) ? null : ''));
  const bare = cover(named, BARE, ({ name, before }) =>
    AFTER_PLACE.test(before) || fromSurname(name, 2) !== '' ? null : '',
  );
  return cover(bare, ADDRESSED, addressed);
}
