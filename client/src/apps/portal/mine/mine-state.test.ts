import { newReport } from '../outbox/kept.ts';
import type { KeptFile, KeptReport } from '../outbox/kept.ts';
import type { Doing } from '../outbox/outbox.ts';
import { vi } from '../words/vi.ts';
import { mineState } from './mine-state.ts';

const file = (state: KeptFile['state'], received = 0): KeptFile => ({
  id: state,
  kind: 'photo',
  mediaType: 'image/jpeg',
  bytes: 6_000,
  sha256: '',
  received,
  state,
  reason: null,
});
const idle: Doing = { kind: 'queued' };
const waiting: Doing = { kind: 'waiting', reason: 'network', untilMs: 0 };

describe('the state of a report on this phone', () => {
  it.each<[string, Partial<KeptReport>, Doing]>([
    ['Bản nháp', {}, idle],
    ['Đang chờ gửi', { stage: 'queued' }, idle],
    ['Đang chờ mạng', { stage: 'queued' }, waiting],
    ['Chờ máy chủ', { stage: 'queued' }, { kind: 'waiting', reason: 'limited', untilMs: 0 }],
    ['Đang gửi 40%', { stage: 'queued', files: [file('waiting', 4_000)] }, { kind: 'sending' }],
    ['Đã nhận; ảnh 1/2', { stage: 'received', code: 'x', files: [file('stored'), file('waiting')] }, waiting],
    ['Đã nhận', { stage: 'done', code: 'x' }, idle],
    ['Đã nhận; có ảnh không nhận được', { stage: 'done', code: 'x', files: [file('refused')] }, idle],
    ['Đang theo dõi', { stage: 'done', code: 'x', followed: true }, idle],
    ['Chưa được nhận, cần xem lại', { stage: 'refused' }, idle],
  ])('is called "%s"', (said, part, doing) => {
    expect(mineState({ ...newReport('a', 0), ...part }, doing, vi, 'vi').said.replace(/\u00a0/g, '')).toBe(
      said,
    );
  });

  it('is never called received without a code', () => {
    const sending = mineState({ ...newReport('a', 0), stage: 'queued' }, { kind: 'sending' }, vi, 'vi');
    expect(sending.said).toContain('0');
    expect(sending.look).toBe('calm');
  });
});
