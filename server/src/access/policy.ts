// X1: every route, channel and command names an action; this table says which roles may do it and where. What is not
// here is refused. `docs/access.md` and the page of rights are written from it.
import { PERSON_ROLES, ROLES, type Role } from '@ioc/contracts/access';
import type { Channel } from '@ioc/contracts/stream/channels';

/**
 * How the area of a right bounds an action.
 * `none`: the answer is the same wherever the role holds. `rows`: only rows of units where the role holds.
 * `scope`: the request names a scope, which must lie within. `province`: the role must hold for the whole province.
 */
export type AreaRule = 'none' | 'rows' | 'scope' | 'province';

interface Rule {
  readonly roles: readonly Role[];
  readonly area: AreaRule;
  /** An API key may hold it. */
  readonly programs: boolean;
  readonly says: string;
  readonly saysVi: string;
}

const EVERYBODY = ROLES;
const WATCHERS = ['administrator', 'operator', 'leader', 'data-officer', 'screen'] as const;
const WATCHERS_AND_REPORTERS = [...WATCHERS, 'reporter'] as const;
const DESK = ['administrator', 'operator'] as const;
const DRIVERS = [...DESK, 'leader'] as const;
const DATA = ['administrator', 'operator', 'data-officer'] as const;
const DATA_OFFICERS = ['administrator', 'data-officer'] as const;
const ADMINISTRATOR = ['administrator'] as const;

const rule =
  (roles: readonly Role[], area: AreaRule, programs: boolean) =>
  (says: string, saysVi: string): Rule => ({ roles, area, programs, says, saysVi });

const open = rule(EVERYBODY, 'none', true);
const openToBrowsers = rule(EVERYBODY, 'none', false);
const own = rule(PERSON_ROLES, 'none', false);
const common = rule(WATCHERS, 'none', true);
const rows = rule(WATCHERS, 'rows', true);
const stream = rule(WATCHERS, 'scope', true);
const administration = rule(ADMINISTRATOR, 'province', false);

export const POLICY = {
  'pages.read': open('load the pages', 'tải các trang'),
  'site.read': open('read the name of the province and who one is', 'xem tên tỉnh và mình là ai'),
  'health.read': open('ask whether the system works', 'hỏi hệ thống có hoạt động không'),
  'session.open': openToBrowsers('sign in', 'đăng nhập'),
  'session.close': openToBrowsers('sign out', 'đăng xuất'),
  // Where the communes lie is no secret, and a resident points at one.
  'map.read': open('load the map of the communes', 'tải bản đồ các xã, phường'),
  'reports.create': open('report from the scene', 'gửi phản ánh hiện trường'),
  'reports.read': open(
    'look for reports near by, and how far one’s own has come',
    'tìm phản ánh gần đó và xem phản ánh của mình đã gửi đến đâu',
  ),
  'reports.attach': open('send the photos of one’s report', 'gửi ảnh kèm phản ánh của mình'),
  'reports.answer': open(
    'rate, reopen and be told about one’s report',
    'đánh giá, mở lại và nhận tin về phản ánh của mình',
  ),
  'reports.categories': open('list what can be reported', 'xem các loại phản ánh'),
  'reports.track': open('follow a report by its code', 'theo dõi phản ánh bằng mã'),
  'open311.read': open('read Open311 services and requests', 'đọc dịch vụ và yêu cầu Open311'),
  'open311.create': open('send an Open311 request', 'gửi yêu cầu Open311'),

  'account.use': own('keep one’s own account and sessions', 'quản lý tài khoản và phiên của mình'),

  'events.read': rows('list events, items and tickets', 'xem sự kiện, vụ việc và phiếu'),
  'assets.read': rows('list cameras and sensors', 'xem camera và cảm biến'),
  'service.read': rule(WATCHERS, 'scope', true)('read service indicators', 'xem chỉ số dịch vụ công'),
  'series.read': stream('read counts by unit and hour', 'xem số đếm theo đơn vị và giờ'),
  'snapshot.read': rule(
    WATCHERS_AND_REPORTERS,
    'scope',
    true,
  )('read a channel, now or at a past moment', 'đọc một kênh, hiện tại hoặc quá khứ'),
  'clips.read': rule(WATCHERS, 'scope', true)('see saved clips of the past', 'xem các đoạn quá khứ đã lưu'),
  'clips.save': rule(
    ['administrator', 'operator', 'leader'],
    'scope',
    true,
  )('save and remove clips of the past', 'lưu và xóa đoạn quá khứ'),
  'sources.read': common('see the state of the sources', 'xem tình trạng các nguồn'),
  'units.read': rule(WATCHERS_AND_REPORTERS, 'none', true)('list units', 'xem đơn vị hành chính'),
  'groups.read': rule(WATCHERS_AND_REPORTERS, 'none', true)('list groups of units', 'xem nhóm đơn vị'),
  'indicators.read': rows(
    'read published indicators, targets and the values of indicators',
    'xem chỉ số đã công bố, chỉ tiêu và giá trị chỉ tiêu',
  ),
  'scenes.read': common('read the scenes of the wall', 'xem các cảnh của màn hình lớn'),
  'walls.read': rule(
    DRIVERS,
    'rows',
    true,
  )('see the walls and their programme', 'xem các tường màn hình và chương trình'),
  'walls.drive': rule(
    DESK,
    'rows',
    true,
  )('pause, pin and turn walls', 'tạm dừng, ghim và chuyển cảnh tường màn hình'),
  'walls.follow': rule(
    ['screen'],
    'none',
    false,
  )('follow the director of one’s own wall', 'chạy theo chương trình của tường mình'),
  'map.site.read': common('load the site’s own maps', 'tải bản đồ riêng của tỉnh'),
  'docs.read': common('read the documentation of the interface', 'xem tài liệu giao diện lập trình'),

  'alerts.read': rows(
    'see alerts with their history, and the rules behind them',
    'xem cảnh báo, lịch sử và quy tắc',
  ),
  'alerts.act': rule(
    DESK,
    'rows',
    true,
  )('take, assign, comment, shelve and close alerts', 'tiếp nhận, giao, ghi chú, tạm gác và đóng cảnh báo'),
  'alert-rules.try': rule(DESK, 'province', true)('try out alert rules', 'chạy thử quy tắc cảnh báo'),
  'tickets.update': rule(
    ['administrator', 'operator', 'reporter'],
    'rows',
    true,
  )('move a ticket on', 'chuyển trạng thái phiếu'),
  'dead-letters.read': rule(
    DATA,
    'province',
    true,
  )(
    'inspect input that could not be read, which may hold personal data',
    'xem dữ liệu hỏng, có thể có dữ liệu cá nhân',
  ),
  'dead-letters.replay': rule(
    DATA_OFFICERS,
    'province',
    false,
  )('tell dead letters again', 'xử lý lại bản tin hỏng'),
  'sources.list': rule(
    DATA,
    'province',
    true,
  )(
    'see how the sources are set up, without their secrets',
    'xem thiết lập nguồn dữ liệu, không có khóa bí mật',
  ),
  'uploads.create': rule(
    DATA_OFFICERS,
    'province',
    true,
  )('upload files of figures and cameras', 'nạp tệp số liệu và camera'),
  'map.import': rule(
    DATA_OFFICERS,
    'province',
    true,
  )(
    'bring boundaries and layers of the map, and undo that',
    'nạp ranh giới và lớp bản đồ, hoàn tác việc nạp',
  ),
  'jobs.read': rule(DATA, 'province', true)('follow what ingest was asked to do', 'theo dõi việc đang xử lý'),
  'jobs.cancel': rule(DATA_OFFICERS, 'province', true)('cancel such a job', 'hủy việc đang xử lý'),
  'metrics.read': rule(DESK, 'province', true)('read the metrics', 'đọc số đo vận hành'),

  'session.invite': administration('make a sign-in link of the owner', 'tạo liên kết đăng nhập của chủ máy'),
  'sources.manage': administration('set up, change and try sources', 'thiết lập, sửa và thử nguồn dữ liệu'),
  'people.manage': administration('manage people and their rights', 'quản lý người dùng và quyền'),
  'groups.manage': administration('manage groups of units', 'quản lý nhóm đơn vị'),
  'walls.manage': administration(
    'set up walls and their programme',
    'thiết lập tường màn hình và chương trình',
  ),
  'screens.manage': administration('manage screens', 'quản lý màn hình'),
  'scenes.edit': administration('edit the scenes of the wall', 'sửa các cảnh của màn hình lớn'),
  'keys.manage': administration('manage API keys', 'quản lý khóa API'),
  'policy.read': administration('read this table', 'xem bảng quyền này'),
  'audit.read': administration('read and check the audit trail', 'xem và kiểm tra nhật ký kiểm toán'),
  'audit.export': administration('export the audit trail', 'xuất nhật ký kiểm toán'),

  'stream.counts': stream('follow counts', 'theo dõi số đếm'),
  'stream.map': stream('follow the map', 'theo dõi bản đồ'),
  'stream.latest': stream('follow the latest events', 'theo dõi sự kiện mới nhất'),
  'stream.critical': stream('follow what is critical', 'theo dõi việc nghiêm trọng'),
  'stream.alerts': stream('follow alerts', 'theo dõi cảnh báo'),
  'stream.tickets': rule(WATCHERS_AND_REPORTERS, 'scope', true)('follow tickets', 'theo dõi phiếu'),
  'stream.service': stream('follow service indicators', 'theo dõi chỉ số dịch vụ công'),
  'stream.sources': stream('follow the state of the sources', 'theo dõi tình trạng các nguồn'),
  'stream.recount': stream('follow whether the counters are right', 'theo dõi việc đối soát số đếm'),
  'stream.walls': rule(
    DRIVERS,
    'scope',
    true,
  )('follow walls and their screens', 'theo dõi các tường màn hình'),
  // A channel without its line does not compile.
} as const satisfies Record<string, Rule> & Record<`stream.${Channel}`, Rule>;

export type Action = keyof typeof POLICY;

export const isAction = (word: unknown): word is Action =>
  typeof word === 'string' && Object.hasOwn(POLICY, word);
