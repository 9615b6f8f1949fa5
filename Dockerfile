# The site alone; PostgreSQL, TLS and secrets come from outside (docs/exploitation.md). No secret enters the image.
FROM python:3.13-slim AS construction
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/asv
COPY requirements-run.lock /tmp/
RUN /opt/asv/bin/pip install --require-hashes --only-binary :all: -r /tmp/requirements-run.lock \
 && /opt/asv/bin/pip uninstall --yes pip
COPY asv /srv/asv/asv
COPY migrations /srv/asv/migrations
COPY templates /srv/asv/templates
# Compiled here, since nothing may be written there.
RUN /opt/asv/bin/python -m compileall -q /opt/asv/lib /srv/asv/asv /srv/asv/migrations

FROM python:3.13-slim
# The keys' folder is made here so that a new volume takes its owner and its mode.
RUN groupadd --system --gid 10001 asv \
 && useradd --system --uid 10001 --gid asv --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin asv \
 && install -d -o asv -g asv -m 700 /cles
COPY --from=construction /opt/asv /opt/asv
COPY --from=construction /srv/asv /srv/asv
COPY LICENCE /srv/asv/
WORKDIR /srv/asv
ENV PATH=/opt/asv/bin:$PATH PYTHONPATH=/srv/asv PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    ASV_HOST=0.0.0.0 ASV_PORT=8000 ASV_KEYS_DIR=/cles
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ['ASV_PORT']}/readyz\", timeout=4)"]
ENTRYPOINT ["python", "-m", "asv"]
CMD ["serve"]
