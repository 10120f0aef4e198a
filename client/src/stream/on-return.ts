/** Calls back when the page is seen again or the network is back; the returned function ends that. */
export function onReturn(callback: () => void): () => void {
  if (typeof document === 'undefined') return () => {};
  const onSeen = () => document.visibilityState === 'visible' && callback();
  document.addEventListener('visibilitychange', onSeen);
  window.addEventListener('online', callback);
  return () => {
    document.removeEventListener('visibilitychange', onSeen);
    window.removeEventListener('online', callback);
  };
}
