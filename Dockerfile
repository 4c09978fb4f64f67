# The program and its pinned libraries, for whoever runs it by compose.yaml (docs/deploy.md).
FROM python:3.11-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/nhacviec
WORKDIR /build
COPY requirements.lock ./
RUN /opt/nhacviec/bin/pip install --quiet --require-hashes -r requirements.lock
COPY pyproject.toml requirements.in README.md LICENSE NOTICE ./
COPY bot bot
COPY scheduler scheduler
COPY storage storage
COPY plans plans
RUN /opt/nhacviec/bin/pip install --quiet --no-deps .

FROM python:3.11-slim-trixie
# pg_dump, for the copy of every night; it has to be as new as the server.
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/nhacviec nhacviec \
    && install -d -o nhacviec -g nhacviec -m 0700 \
        /var/lib/nhacviec/bang-chung /var/lib/nhacviec/sao-luu
COPY --from=build /opt/nhacviec /opt/nhacviec
# Nothing is written but below the home and /tmp, so that the rest may be read-only.
ENV PATH=/opt/nhacviec/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    WEB_HOST=0.0.0.0 \
    EVIDENCE_DIR=/var/lib/nhacviec/bang-chung \
    BACKUP_DIR=/var/lib/nhacviec/sao-luu
USER 10001
WORKDIR /var/lib/nhacviec
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD \
    ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
ENTRYPOINT ["nhacviec"]
CMD ["run"]
