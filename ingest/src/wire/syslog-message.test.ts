import fc from 'fast-check';
import { parseSyslog, readStructuredData } from './syslog-message.ts';

const read = (line: string) => {
  const parsed = parseSyslog(Buffer.from(line));
  return parsed && { ...parsed, body: parsed.body.toString('utf8') };
};

describe('headers of real boxes', () => {
  it.each([
    [
      'RFC 5424',
      '<165>1 2026-03-01T00:00:00.003Z host app 8710 ID47 - BOM',
      '2026-03-01T00:00:00.003Z',
      'host',
      'app',
      'BOM',
    ],
    [
      'a severity behind the host, as BIG-IP writes it',
      '<133>Mar  1 07:00:00 bigip notice apmd[14311]: x',
      'Mar  1 07:00:00',
      'bigip',
      'apmd',
      'x',
    ],
    [
      'a severity in the place of the host, as vCenter writes it',
      '<133>2026-03-01T00:00:00.003Z info vpxd[7] [x] y',
      '2026-03-01T00:00:00.003Z',
      null,
      'vpxd',
      '[x] y',
    ],
    ['a host called info', '<133>Mar  1 07:00:00 info sshd: x', 'Mar  1 07:00:00', 'info', 'sshd', 'x'],
    [
      'structured data and BOM',
      '<165>1 - host app - - [a@1 k="v\\"] \\]"][b@2 x="y"] \ufefftext',
      null,
      'host',
      'app',
      'text',
    ],
    [
      'RFC 5424 without a message',
      '<165>1 2026-03-01T07:00:00+07:00 h a - - -',
      '2026-03-01T07:00:00+07:00',
      'h',
      'a',
      '',
    ],
    [
      'forgotten structured data',
      '<34>1 2026-03-01T00:00:00Z h a 1 ID text of it',
      '2026-03-01T00:00:00Z',
      'h',
      'a',
      'text of it',
    ],
    [
      'half a header',
      '<134>1 2026-03-01T00:00:00Z fw CEF:0|V|P|1|2|n n|3|',
      '2026-03-01T00:00:00Z',
      'fw',
      null,
      'CEF:0|V|P|1|2|n n|3|',
    ],
    [
      'NXLog',
      '<14>1 2026-03-01T07:00:00.123456+07:00 DC01 Microsoft-Windows-Security-Auditing 624 - [NXLOG@14506 EventID="4625"] An account failed',
      '2026-03-01T07:00:00.123456+07:00',
      'DC01',
      'Microsoft-Windows-Security-Auditing',
      'An account failed',
    ],
    [
      'Meraki',
      '<134>1 1772323200.123456789 MX84 flows allow src=192.0.2.1',
      '1772323200.123456789',
      'MX84',
      null,
      'flows allow src=192.0.2.1',
    ],
    [
      'RFC 3164',
      '<34>Oct 11 22:14:15 mymachine su[12]: failed',
      'Oct 11 22:14:15',
      'mymachine',
      'su',
      'failed',
    ],
    [
      'a day of one digit',
      '<34>Oct  1 22:14:15 box suricata: {"a":1}',
      'Oct  1 22:14:15',
      'box',
      'suricata',
      '{"a":1}',
    ],
    [
      'an ISO stamp (rsyslog)',
      '<86>2026-03-01T07:00:00.1+07:00 web-01 sshd[9]: Failed',
      '2026-03-01T07:00:00.1+07:00',
      'web-01',
      'sshd',
      'Failed',
    ],
    [
      'an IPv6 host',
      '<34>Oct 11 22:14:15 2001:db8::7 su: failed',
      'Oct 11 22:14:15',
      '2001:db8::7',
      'su',
      'failed',
    ],
    ['no host but a tag', '<34>Oct 11 22:14:15 su[12]: failed', 'Oct 11 22:14:15', null, 'su', 'failed'],
    [
      'no host and CEF',
      '<142>Oct  2 16:41:16 CEF:0|Trend Micro|DS|9|21|U|5|',
      'Oct  2 16:41:16',
      null,
      null,
      'CEF:0|Trend Micro|DS|9|21|U|5|',
    ],
    ['no host and JSON', '<13>Oct  2 16:41:16 {"a":1}', 'Oct  2 16:41:16', null, null, '{"a":1}'],
    [
      'CEF behind the host',
      '<142>Oct  2 16:41:16 fw CEF: 0|Fortinet|F|v6|1|n|5|',
      'Oct  2 16:41:16',
      'fw',
      null,
      'CEF: 0|Fortinet|F|v6|1|n|5|',
    ],
    [
      'Cisco ASA',
      '<166>Sep 19 2026 10:15:40 ASA01 : %ASA-4-106023: Deny tcp',
      'Sep 19 2026 10:15:40',
      'ASA01',
      '%ASA-4-106023',
      'Deny tcp',
    ],
    [
      'Cisco ASA without host',
      '<166>Mar 23 2026 11:58:07: %ASA-4-106023: Deny tcp',
      'Mar 23 2026 11:58:07',
      null,
      '%ASA-4-106023',
      'Deny tcp',
    ],
    [
      'Cisco IOS',
      '<189>29: R1: 000046: *Mar  1 18:46:11.123 UTC: %SYS-5-CONFIG_I: Configured',
      '*Mar  1 18:46:11.123 UTC',
      'R1',
      '%SYS-5-CONFIG_I',
      'Configured',
    ],
    [
      'Cisco IOS, plain',
      '<189>29: Mar  1 18:46:11: %SYS-5-CONFIG_I: Configured',
      'Mar  1 18:46:11',
      null,
      '%SYS-5-CONFIG_I',
      'Configured',
    ],
    [
      'Cisco NX-OS',
      '<187>: 2026 Jun 13 15:20:00.123 UTC: %DAEMON-3-SYSTEM_MSG: x',
      '2026 Jun 13 15:20:00.123 UTC',
      null,
      '%DAEMON-3-SYSTEM_MSG',
      'x',
    ],
    [
      'AIX',
      '<13>Mar  1 07:00:00 Message forwarded from aix1: sendmail[5]: x',
      'Mar  1 07:00:00',
      'aix1',
      'sendmail',
      'x',
    ],
    [
      'MikroTik',
      '<30>system,info,account user admin logged in',
      null,
      null,
      null,
      'system,info,account user admin logged in',
    ],
    [
      'FortiGate',
      '<189>date=2026-03-01 time=07:00:00 devname="F"',
      null,
      null,
      null,
      'date=2026-03-01 time=07:00:00 devname="F"',
    ],
    ['Junos', '<28>Mar  1 07:00:00  mx1 rpd[1234]: RPD_ISIS', 'Mar  1 07:00:00', 'mx1', 'rpd', 'RPD_ISIS'],
    [
      'Huawei',
      '<188>Mar  1 2026 06:59:00 S5720 %%01IFNET/4/LINK(l)[12]:Down',
      'Mar  1 2026 06:59:00',
      'S5720',
      '%%01IFNET/4/LINK(l)',
      'Down',
    ],
    [
      'H3C',
      '<187>Mar  1 06:59:00 2026 H3C %%10IFNET/3/PHY: down',
      'Mar  1 06:59:00 2026',
      'H3C',
      '%%10IFNET/3/PHY',
      'down',
    ],
    [
      'spaces behind the priority',
      '<36>  Mar  1 06:59:00 host app: x',
      'Mar  1 06:59:00',
      'host',
      'app',
      'x',
    ],
    [
      'a zone before Cisco’s colon',
      '<189>29: Mar  1 06:59:40.123 GMT+7: %SYS-5-X: y',
      'Mar  1 06:59:40.123 GMT+7',
      null,
      '%SYS-5-X',
      'y',
    ],
    [
      'an offset where the host would be',
      '<13>Mar  1 06:59:40 GMT+7 sw-1 app: x',
      'Mar  1 06:59:40 GMT+7',
      'sw-1',
      'app',
      'x',
    ],
    [
      'what date(1) writes here',
      '<13>Mar  1 06:59:40 +07 sw-1 app: x',
      'Mar  1 06:59:40 +07',
      'sw-1',
      'app',
      'x',
    ],
    [
      'a zone before host and tag',
      '<13>Mar  1 06:59:40 ICT sw-1 app: x',
      'Mar  1 06:59:40 ICT',
      'sw-1',
      'app',
      'x',
    ],
    [
      'ISO and a zone by name',
      '<13>2026-03-01 06:59:40 UTC+7 sw-1 app: x',
      '2026-03-01 06:59:40 UTC+7',
      'sw-1',
      'app',
      'x',
    ],
    ['a host called like a zone', '<13>Mar  1 06:59:40 ICT app: x', 'Mar  1 06:59:40', 'ICT', 'app', 'x'],
    [
      'a host called almost like an offset',
      '<13>Mar  1 06:59:40 GW-7 app: x',
      'Mar  1 06:59:40',
      'GW-7',
      'app',
      'x',
    ],
    [
      'NetScaler',
      '<13> 02/28/2026:23:59:40 GMT ns-1 0-PPE-0 : x',
      '02/28/2026:23:59:40 GMT',
      'ns-1',
      null,
      '0-PPE-0 : x',
    ],
    [
      'NetScaler with local time',
      '<13> 02/28/2026:23:59:40  ns-1 0-PPE-0 : x',
      '02/28/2026:23:59:40',
      'ns-1',
      null,
      '0-PPE-0 : x',
    ],
    ['just words', '<13>just words', null, null, null, 'just words'],
    [
      'no priority (RFC 3164, 4.3.3)',
      'Feb 17 15:30:15 vnetids emerg CEF:0|',
      'Feb 17 15:30:15',
      'vnetids',
      null,
      'emerg CEF:0|',
    ],
    ['a host in UTF-8', '<13>Feb 17 15:30:15 máy-chủ app: việc', 'Feb 17 15:30:15', 'máy-chủ', 'app', 'việc'],
  ])('reads %s', (_what, line, timestamp, host, app, body) => {
    expect(read(line)).toMatchObject({ timestamp, host, app, body });
  });

  it.each([
    ['<0>Mar  1 07:00:00 h a: x', 0, 0],
    ['<34>Mar  1 07:00:00 h a: x', 4, 2],
    ['<191>Mar  1 07:00:00 h a: x', 23, 7],
    ['Mar  1 07:00:00 h a: x', 1, 5],
  ])('takes facility and severity apart: %s', (line, facility, severity) => {
    expect(read(line)).toMatchObject({ facility, severity });
  });

  it.each(['localhost', 'localhost.localdomain', '127.0.0.1'])('takes %s for no host', (host) => {
    expect(read(`<13>Mar  1 07:00:00 ${host} a: x`)).toMatchObject({ host: null, app: 'a' });
  });

  it.each(['no syslog', '<192>1 - - - - - -', '<999>x', '', '{"a":1}', 'Mar first'])(
    'refuses "%s"',
    (line) => {
      expect(read(line)).toBeNull();
    },
  );
});

it('hands on the bytes of the body as they came, also those that are no UTF-8', () => {
  const bytes = Buffer.concat([Buffer.from('<13>Mar  1 07:00:00 h a: '), Buffer.from([0xff, 0xfe, 0x41])]);
  expect(parseSyslog(bytes)?.body).toEqual(Buffer.from([0xff, 0xfe, 0x41]));
});

describe('structured data', () => {
  it('gives names and values, unescaped, the first where a name comes twice', () => {
    const text = '[a@1 k="v\\"] \\]" ip="192.0.2.1"][b@2 k="other" việc="có"]';
    expect(readStructuredData(text)).toEqual({ k: 'v"] ]', ip: '192.0.2.1', việc: 'có' });
  });

  it('reads the form of Check Point', () => {
    expect(readStructuredData('[action:"Drop"; ifdir:"inbound"; origin:"192.0.2.1"]')).toEqual({
      action: 'Drop',
      ifdir: 'inbound',
      origin: '192.0.2.1',
    });
  });

  it('is bounded', () => {
    const text = Array.from({ length: 500 }, (_, n) => `[e k${n}="${'x'.repeat(50)}"]`).join('');
    expect(Object.keys(readStructuredData(text))).toHaveLength(40);
  });
});

it('reads anything without a fault, and quickly', () => {
  const swollen = [
    '<13>',
    '<13>1 - a b c d ',
    '<13>1 - a b c d [x k="',
    '<1>1: ',
    '<13>Mar  1 07:00:00 ',
  ].flatMap((start) =>
    ['a', '"', '\\', '[', ' ', ': ', '1: ', '="', 'k="v" '].map(
      (piece) => start + piece.repeat(65_536 / piece.length),
    ),
  );
  for (const line of swollen) {
    // Of the processor, not of the clock: other tests run beside this one.
    const before = process.cpuUsage();
    const parsed = parseSyslog(Buffer.from(line));
    if (parsed?.structuredData) readStructuredData(parsed.structuredData);
    expect(process.cpuUsage(before).user).toBeLessThan(50_000);
  }
  fc.assert(
    fc.property(
      fc.constantFrom(...swollen),
      fc.nat(),
      fc.uint8Array({ maxLength: 40 }),
      (line, at, piece) => {
        const start = line.slice(0, at % 60);
        parseSyslog(Buffer.concat([Buffer.from(start), Buffer.from(piece)]));
      },
    ),
  );
});
