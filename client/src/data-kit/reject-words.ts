// Why a message or a row was refused, in Vietnamese. Ingest says it once, in English, without values from the payload;
// a data officer reads it here. English readers see the sentence as it is; so does everybody where one is not known,
// which `reject-words.test.ts` keeps from happening: it reads the sentences out of ingest's own source.
import type { Language } from '../i18n/language.ts';

/** Whole sentences. */
const SAID: Readonly<Record<string, string>> = {
  'this is a web page: the address is another one, or asks to sign in':
    'Đây là trang web: có thể địa chỉ chưa đúng, hoặc máy chủ đòi đăng nhập.',
  'this is JSON, not XML': 'Đây là JSON, không phải XML.',
  'it has no envelope of CloudEvents (specversion, id, source, type, data)':
    'Bản tin không có vỏ CloudEvents (specversion, id, source, type, data): hãy gửi theo mẫu của nguồn này.',
  'neither RFC 5424 nor RFC 3164': 'Không theo RFC 5424 cũng không theo RFC 3164.',
  'a source is set up for this message, but not for whoever sent it':
    'Đã có nguồn nhận loại bản tin này, nhưng không dành cho bên vừa gửi.',
  'the topic names no device or no event': 'Chủ đề (topic) không nêu thiết bị hoặc không nêu sự kiện.',
  'no Frigate version is known to publish this topic': 'Không có phiên bản Frigate nào phát chủ đề này.',
  'the spreadsheet has too many texts': 'Bảng tính có quá nhiều ô chữ.',
  'a polygon with too many points': 'Đa giác có quá nhiều điểm.',
  'wazuh.rule: an event without a rule is no finding':
    'wazuh.rule: sự kiện không có luật thì không phải là phát hiện.',
  'wazuh.rule.level: neither a word of the scale nor a number':
    'wazuh.rule.level: không phải mức đã biết, cũng không phải số.',
  'timestamp: the alert carries no time': 'timestamp: cảnh báo không mang thời điểm.',
  'timestamp: expected milliseconds since 1970': 'timestamp: cần số mili giây tính từ năm 1970.',
  'this is an OpenDocument file: save it as .xlsx or CSV':
    'Đây là tệp OpenDocument: hãy lưu thành .xlsx hoặc CSV.',
  'this is a web page or XML, not a table': 'Đây là trang web hoặc XML, không phải bảng.',
  'this is a packed file, but no spreadsheet': 'Đây là tệp nén, nhưng không phải bảng tính.',
  'this is a binary workbook (.xlsb): save it as .xlsx': 'Đây là sổ nhị phân (.xlsb): hãy lưu thành .xlsx.',
  'this is a file of an old Excel (.xls), or one with a password: save it as .xlsx without':
    'Đây là tệp Excel cũ (.xls) hoặc có mật khẩu: hãy lưu thành .xlsx không mật khẩu.',
  'the file needs more memory than a file may take: divide it':
    'Đọc tệp cần nhiều bộ nhớ hơn mức cho phép: hãy chia tệp ra.',
  'the unit is missing': 'Thiếu đơn vị.',
  'the time stamp is not an ISO 8601 date and time': 'Dấu thời gian không theo ISO 8601.',
  'the time is in a zone whose name is not known or means several: say what it means in the option zoneNames (like CST=+08:00), or let the device write UTC or an offset, and replay':
    'Múi giờ ghi bằng một tên chưa biết hoặc có nhiều nghĩa: hãy nêu nghĩa của tên ấy ở ô “Tên múi giờ trên thiết bị nghĩa là gì” của nguồn (như CST=+08:00), hoặc cho thiết bị ghi giờ UTC hay kèm độ lệch, rồi đọc lại.',
  'the date can be read with the month first or the day first, and neither lies near the arrival: let the device write the year first':
    'Ngày có thể đọc là tháng trước hoặc ngày trước, và cả hai đều không gần lúc bản tin tới: hãy cho thiết bị ghi năm trước.',
  'the time stamp is no real moment': 'Dấu thời gian không phải một thời điểm có thật.',
  'the spreadsheet lacks one of its parts': 'Tệp bảng tính thiếu một phần bên trong.',
  'the server answered with an error instead of requests':
    'Máy chủ trả lời bằng một lỗi thay vì danh sách phản ánh.',
  'the message is no JSON object': 'Bản tin không phải đối tượng JSON.',
  'the line is LEEF, which is not read here: let the device send CEF':
    'Dòng ở dạng LEEF, chưa được hỗ trợ: hãy cho thiết bị gửi CEF.',
  'expires: not a moment in a form that can be read': 'expires: không phải thời điểm ở dạng đọc được.',
  'the line holds no CEF header (CEF:0|vendor|product|…)':
    'Dòng không có phần đầu CEF (CEF:0|hãng|sản phẩm|…).',
  'the file is protected by a password': 'Tệp được bảo vệ bằng mật khẩu.',
  'the file is packed in a way that no spreadsheet uses': 'Tệp nén theo cách mà bảng tính không dùng.',
  'the file is neither text nor a spreadsheet': 'Tệp không phải văn bản, cũng không phải bảng tính.',
  'the file is empty': 'Tệp trống.',
  'the file is damaged: one of its parts ends early': 'Tệp bị hỏng: một phần kết thúc giữa chừng.',
  'the file is damaged: it cannot be unpacked': 'Tệp bị hỏng: không giải nén được.',
  'the file declares a document type, which no spreadsheet does':
    'Tệp khai kiểu tài liệu (DTD), điều không bảng tính nào làm.',
  'the document is no list of service requests': 'Tài liệu không phải danh sách phản ánh.',
  'the document is neither RSS nor Atom': 'Tài liệu không phải RSS, cũng không phải Atom.',
  'the decoder failed; the log of ingest tells where': 'Bộ đọc bị lỗi; nhật ký của ingest cho biết ở đâu.',
  'the decoder failed on this message; the log tells where':
    'Bộ đọc bị lỗi ở bản tin này; nhật ký cho biết ở đâu.',
  'the day said when uploading is no date': 'Ngày nêu khi tải lên không phải là ngày.',
  'the alert has no identifier': 'Cảnh báo không có mã định danh.',
  'the CEF severity is neither 0 to 10 nor a word of the scale':
    'Mức độ CEF không từ 0 đến 10, cũng không phải mức đã biết.',
  'the CEF header names no event: class and name are empty':
    'Phần đầu CEF không nêu sự kiện: lớp và tên đều trống.',
  'text with overrides of the writing direction': 'Có ký tự đảo chiều viết, làm tiêu đề đọc thành khác.',
  'text with NUL or half a surrogate pair': 'Có ký tự NUL hoặc nửa cặp ký tự thay thế.',
  'neither the envelope nor the data say when': 'Cả vỏ bản tin lẫn dữ liệu đều không cho biết thời điểm.',
  'neither an alert of Wazuh 4 (rule) nor a finding of Wazuh 5 (wazuh.rule)':
    'Không phải cảnh báo Wazuh 4 (rule), cũng không phải phát hiện Wazuh 5 (wazuh.rule).',
  'it is not told when it was sent, in a form that can be read': 'Không nêu thời điểm gửi ở dạng đọc được.',
  'availability is online, offline or stopped': 'Tình trạng phải là online, offline hoặc stopped.',
  'an entry without headline': 'Có mục tin không có tiêu đề.',
  'an entry with neither identifier nor id': 'Có mục tin không có mã định danh.',
  'an entry with neither an id of its own nor a link':
    'Có mục tin không có mã riêng, cũng không có liên kết.',
  'an alert without info tells nothing': 'Cảnh báo không có phần info thì không nói gì.',
  'a date that is in no calendar': 'Ngày không có trong lịch.',
  'a camera status is online, offline or disabled':
    'Trạng thái camera phải là online, offline hoặc disabled.',
  '@timestamp: not a moment': '@timestamp: không phải một thời điểm.',
  'the source stamped it more than 5 years ago': 'Nguồn ghi thời điểm đã hơn 5 năm trước.',
  'the source stamped it more than 2 minutes ahead of our clock':
    'Thời điểm nguồn ghi còn ở tương lai: nhanh hơn đồng hồ của trung tâm quá 2 phút.',
  'the message is empty': 'Bản tin trống.',
  'the document is in an encoding that is not known here': 'Bảng mã của tài liệu chưa được hỗ trợ.',
  'it declares a document type of its own': 'Tài liệu tự khai kiểu tài liệu (DTD).',
  'the text is not JSON': 'Nội dung không phải JSON.',
  'the bytes are not UTF-8': 'Các byte không phải UTF-8.',
  'no source is set up for this message': 'Chưa thiết lập nguồn nào cho bản tin này.',
  'the database refused this row and no other': 'Cơ sở dữ liệu từ chối riêng hàng này.',
  'longitude and latitude are not a place on Earth': 'Kinh độ và vĩ độ không phải một nơi trên Trái Đất.',
  'lat and long are not a place on Earth': 'lat và long không phải một nơi trên Trái Đất.',
  'lat and lon are not a place on Earth': 'lat và lon không phải một nơi trên Trái Đất.',
  'a polygon of fewer than three corners': 'Đa giác có ít hơn ba đỉnh.',
  'a corner or centre that is not a latitude and longitude':
    'Đỉnh hoặc tâm không phải vĩ độ và kinh độ (CAP ghi vĩ độ trước, kinh độ sau).',
  'a circle without a radius that fits on Earth': 'Hình tròn không có bán kính hợp lý.',
  'status: a word that is neither among the open nor the closed ones of this source':
    'status: từ này không nằm trong các trạng thái mở, cũng không nằm trong các trạng thái đóng của nguồn.',
  'the period is missing': 'Thiếu kỳ số liệu.',
  'it is not known what day this speaks of; add a column Tính đến, a line "Tính đến 31/10/2026" above the titles, or say it when uploading':
    'Không rõ số liệu tính đến ngày nào; hãy thêm cột “Tính đến”, dòng “Tính đến 31/10/2026” phía trên tiêu đề, hoặc nêu ở ô “Số liệu tính đến ngày” khi nạp.',
  'neither code nor name of the indicator is given': 'Không có mã cũng không có tên chỉ tiêu.',
  'there is no letter or digit in it': 'Không có chữ hay số nào trong đó.',
  'a percentage from 0 to 100 is expected': 'Cần tỷ lệ phần trăm từ 0 đến 100.',
  'the number can be read two ways, and the file uses comma and point as decimal sign':
    'Số có thể đọc theo hai cách, và tệp dùng cả dấu phẩy lẫn dấu chấm thập phân.',
  'a number is expected': 'Cần một số.',
  'a whole number is expected': 'Cần một số nguyên.',
  'a number below zero counts nothing': 'Số đếm không thể âm.',
  'a date like 31/10/2026 is expected': 'Cần ngày dạng 31/10/2026.',
  'the period ends before it begins': 'Kỳ số liệu kết thúc trước khi bắt đầu.',
  'one end of the period is missing': 'Thiếu một đầu của kỳ số liệu.',
  'a period like 2026, Q3/2026 or 10/2026 is expected': 'Cần kỳ dạng 2026, Q3/2026 hoặc 10/2026.',
  'no such period': 'Không có kỳ như vậy.',
  'invalid type': 'sai kiểu',
  'invalid value': 'giá trị không hợp lệ',
  'invalid format': 'sai định dạng',
  'is missing': 'thiếu',
  'invalid union': 'không khớp dạng nào đã biết',
  'invalid key': 'khóa không hợp lệ',
  'too big': 'quá lớn hoặc quá dài',
  'too small': 'quá nhỏ hoặc quá ngắn',
  'unrecognized keys': 'có khóa lạ',
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'chữ',
  number: 'số',
  int: 'số nguyên',
  boolean: 'true hoặc false',
  object: 'một đối tượng',
  array: 'một danh sách',
  record: 'một đối tượng',
  null: 'null',
  'objects in the list': 'các đối tượng trong danh sách',
};

/** As days are written here. */
const dayWords = (day: string): string => day.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1');

/** Sentences with something of ours inside: a limit, a place in the file, a name from a list. */
const PATTERNS: readonly (readonly [RegExp, (words: readonly string[]) => string])[] = [
  [/^expected ([^;]+)$/, ([type = '']) => `cần ${TYPES[type] ?? type}`],
  [/^more than (\d+) values$/, ([most]) => `nhiều hơn ${most} giá trị`],
  [/^more than (\d+) events$/, ([most]) => `nhiều hơn ${most} sự kiện`],
  [/^more than (\d+) elements$/, ([most]) => `Có hơn ${most} phần tử.`],
  [/^more than (\d+) attributes on one element$/, ([most]) => `Một phần tử có hơn ${most} thuộc tính.`],
  [/^a line of more than (\d+) bytes$/, ([most]) => `Một dòng dài hơn ${most} byte.`],
  [
    /^the file could not be read within (\d+) s: divide it$/,
    ([most]) => `Không đọc xong tệp trong ${most} giây: hãy chia tệp ra.`,
  ],
  [/^(\d+) bytes, (\d+) are the limit$/, ([size, most]) => `${size} byte, giới hạn là ${most}.`],
  [/^(\d+) characters, (\d+) are the limit$/, ([size, most]) => `${size} ký tự, giới hạn là ${most}.`],
  [/^unpacked, the file has more than (\d+) bytes$/, ([most]) => `Giải nén ra, tệp lớn hơn ${most} byte.`],
  [/^the table has more than (\d+) rows$/, ([most]) => `Bảng có hơn ${most} hàng.`],
  [/^the file has more than (\d+) parts$/, ([most]) => `Tệp có hơn ${most} phần.`],
  [/^row (\d+) has too many cells$/, ([row]) => `Hàng ${row} có quá nhiều ô.`],
  [/^a sheet has more than (\d+) columns$/, ([most]) => `Một trang tính có hơn ${most} cột.`],
  [/^there are more than (\d+) columns$/, ([most]) => `Có hơn ${most} cột.`],
  [/^a batch holds at most (\d+) events$/, ([most]) => `Một lô có nhiều nhất ${most} sự kiện.`],
  [/^the status or type is none of (.+)$/, ([list]) => `status hoặc msgType không thuộc: ${list}.`],
  [
    /^the CEF header is cut: (\d+) of its (\d+) fields came$/,
    ([came, all]) => `Phần đầu CEF bị cắt: chỉ có ${came} trong ${all} trường.`,
  ],
  [
    /^several units go by this name: write the code instead \((.+)\)$/,
    ([codes]) => `Nhiều đơn vị cùng tên này: hãy ghi mã (${codes}).`,
  ],
  [/^a quote is opened and never closed$/, () => 'Dấu ngoặc kép mở mà không đóng.'],
  [
    /^no unit went by this name on (.+)$/,
    ([day = '']) => `Không có đơn vị nào mang tên này vào ngày ${dayWords(day)}.`,
  ],
  [
    /^no row of column titles was found; needed are: (.+)$/,
    ([needs = '']) => `Không thấy hàng tiêu đề cột; cần có: ${needs.replaceAll(' or ', ' hoặc ')}.`,
  ],
  [/^two columns are both read as (.+)$/, ([title]) => `Có hai cột cùng được hiểu là ${title}.`],
  [/^the column (.+) is missing$/, ([title = '']) => `Thiếu cột ${title.replaceAll(' or ', ' hoặc ')}.`],
  [/^the text is not well-formed XML \(line (\d+)\)$/, ([line]) => `XML sai cú pháp (dòng ${line}).`],
  [/^the bytes are not (.+)$/, ([encoding]) => `Các byte không phải ${encoding}.`],
  [/^nested deeper than (\d+) levels$/, ([most]) => `Lồng sâu hơn ${most} tầng.`],
  [/^it has more than (\d+) characters$/, ([most]) => `Dài hơn ${most} ký tự.`],
  [/^the text has more than (\d+) characters$/, ([most]) => `Chữ dài hơn ${most} ký tự.`],
  [/^the cell holds (.+)$/, ([words]) => `Ô chứa ${words}.`],
];

export function rejectWords(sentence: string, language: Language): string {
  return language === 'vi' ? inVietnamese(sentence) : sentence;
}

function inVietnamese(sentence: string): string {
  const whole = known(sentence);
  if (whole !== null) return whole;
  // "row 12, column Tổng: what is wrong", "path: what is wrong; path: what is wrong".
  const colon = sentence.indexOf(': ');
  if (colon < 0) return sentence;
  const parts = sentence.split('; ');
  if (parts.length > 1 && known(sentence.slice(colon + 2)) === null)
    return parts.map((part) => inVietnamese(part)).join('; ');
  return `${placeOf(sentence.slice(0, colon))}: ${inVietnamese(sentence.slice(colon + 2))}`;
}

function known(sentence: string): string | null {
  const said = SAID[sentence];
  if (said !== undefined) return said;
  for (const [pattern, say] of PATTERNS) {
    const found = pattern.exec(sentence);
    if (found) return say(found.slice(1));
  }
  return null;
}

/** "row 12", "sheet Biểu 1, row 12, column Tổng". */
export const placeWords = (place: string, language: Language): string =>
  language === 'vi' ? placeOf(place) : place;

const placeOf = (place: string): string =>
  place
    .replace(/^message$/, 'bản tin')
    .replace(/\brow (\d+)/, 'hàng $1')
    .replace(/\bcolumn /, 'cột ')
    .replace(/\bsheet /, 'trang ');
