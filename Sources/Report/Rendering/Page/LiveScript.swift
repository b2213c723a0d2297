/// What keeps a page of a run under way up to date: the server says its parts anew as they change.
enum LiveScript {
    static let javaScript = """
        (() => {
        'use strict';
        const part = document.querySelector('[data-live]');
        if (!part) return;
        const source = new EventSource(part.dataset.live);
        let isHeld = false, next = null;
        const draw = text => { part.innerHTML = text;
          part.dispatchEvent(new Event('drawn', { bubbles: true })); };
        source.addEventListener('page', event => {
          if (isHeld) next = event.data; else draw(event.data); });
        source.addEventListener('end', () => { source.close(); hold.remove(); });
        source.addEventListener('error', () => {
          if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 5000); });
        const hold = document.createElement('button');
        hold.type = 'button';
        hold.textContent = 'Pause';
        hold.addEventListener('click', () => { isHeld = !isHeld;
          hold.textContent = isHeld ? 'Go on' : 'Pause';
          if (!isHeld && next !== null) { draw(next); next = null; } });
        part.before(hold);
        })();
        """
}
