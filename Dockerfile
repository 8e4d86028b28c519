# The application with everything it reads files with; the archive lies in the volume /archive.
FROM python:3.11-slim-bookworm

ENV PYTHONSAFEPATH=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

# Old Word files are read by separate programs, never linked into ours; of Tesseract only its data is wanted.
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        antiword fonts-dejavu-core fonts-liberation2 libreoffice-writer-nogui tesseract-ocr-vie \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /opt/vanban
COPY requirements-server.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-server.lock
COPY pyproject.toml README.md LICENSE ./
COPY extractor extractor
COPY index index
COPY corpus corpus
COPY service service
COPY docs docs
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

RUN useradd --system --create-home --uid 10001 vanban \
    && install -d -o vanban -g vanban /archive
USER vanban
# Packages are imported from where they were installed, never from the working directory.
WORKDIR /archive
# The clock that pages and deadlines go by.
ENV TZ=Asia/Ho_Chi_Minh \
    VANBAN_DATA=/archive \
    VANBAN_HOST=0.0.0.0 \
    VANBAN_PORT=8000
VOLUME /archive
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
ENTRYPOINT ["vanban"]
CMD ["serve"]
