// What coordinates of a file may mean: degrees, or metres of VN-2000 on one of the meridians that provinces measure by.
// Names and numbers only; the arithmetic is where files are read.

/** `EPSG:` and the number of the EPSG dataset. */
export type MapFrameId = `EPSG:${number}`;

export interface MapFrame {
  readonly id: MapFrameId;
  /** Degrees east; null: the coordinates are degrees. */
  readonly meridian: number | null;
  /** Width of the zone in degrees; null where there is none. */
  readonly zone: 3 | 6 | null;
  /** Provinces, as they were until 2025-06-30, that measure by it. */
  readonly provinces: readonly string[];
}

export const WGS_84: MapFrameId = 'EPSG:4326';

const zone3 = (epsg: number, meridian: number, provinces: string): MapFrame => ({
  id: `EPSG:${epsg}`,
  meridian,
  zone: 3,
  provinces: provinces === '' ? [] : provinces.split(', '),
});
const zone6 = (epsg: number, meridian: number): MapFrame => ({
  id: `EPSG:${epsg}`,
  meridian,
  zone: 6,
  provinces: [],
});

/**
 * Numbers and zones: EPSG dataset, names "VN-2000 / TM-3 …" and "VN-2000 / UTM zone …". Provinces: circular
 * 973/2001/TT-TCDC of the General Department of Land Administration, as later changed for new provinces.
 */
export const MAP_FRAMES: readonly MapFrame[] = [
  { id: WGS_84, meridian: null, zone: null, provinces: [] },
  { id: 'EPSG:4756', meridian: null, zone: null, provinces: [] },
  { id: 'EPSG:3857', meridian: null, zone: null, provinces: [] },
  zone3(9205, 103, 'Lai Châu, Điện Biên'),
  zone3(9206, 104, 'Sơn La'),
  zone3(9207, 104.5, 'Kiên Giang, Cà Mau'),
  zone3(9208, 104.75, 'Lào Cai, Yên Bái, Nghệ An, Phú Thọ, An Giang'),
  zone3(
    5897,
    105,
    'Hà Nội, Vĩnh Phúc, Hà Nam, Ninh Bình, Thanh Hóa, Đồng Tháp, Cần Thơ, Hậu Giang, Bạc Liêu',
  ),
  zone3(
    9209,
    105.5,
    'Hà Giang, Bắc Ninh, Hải Dương, Hưng Yên, Nam Định, Thái Bình, Hà Tĩnh, Tây Ninh, Vĩnh Long, Trà Vinh, Sóc Trăng',
  ),
  zone3(9210, 105.75, 'Cao Bằng, Hải Phòng, Bình Dương, Long An, Tiền Giang, Bến Tre, TP Hồ Chí Minh'),
  zone3(9211, 106, 'Tuyên Quang, Hòa Bình, Quảng Bình'),
  zone3(9212, 106.25, 'Quảng Trị, Bình Phước'),
  zone3(9213, 106.5, 'Bắc Kạn, Thái Nguyên'),
  zone3(9214, 107, 'Bắc Giang, Thừa Thiên Huế'),
  zone3(9215, 107.25, 'Lạng Sơn'),
  zone3(9216, 107.5, 'Kon Tum'),
  zone3(5899, 107.75, 'Quảng Ninh, Đà Nẵng, Quảng Nam, Lâm Đồng, Đồng Nai, Bà Rịa – Vũng Tàu'),
  zone3(5898, 108, 'Quảng Ngãi'),
  zone3(9217, 108.25, 'Bình Định, Khánh Hòa, Ninh Thuận'),
  zone3(9218, 108.5, 'Gia Lai, Đắk Lắk, Đắk Nông, Phú Yên, Bình Thuận'),
  zone3(5896, 102, ''),
  zone6(3405, 105),
  zone6(3406, 111),
];
