@echo off
rem Sets up what is missing, then runs the service on a simulated blood bank. Ctrl+C stops it.
rem A broker is not installed here: give one in the settings, or run without.
setlocal
cd /d "%~dp0"
where dotnet >nul 2>nul || (echo dotnet was not found: please install the .NET 10 SDK. & exit /b 3)
where npm >nul 2>nul || (echo npm was not found: please install Node.js 20 or newer. & exit /b 3)
pushd src\Edge\Web\ClientApp
if not exist node_modules (call npm ci --no-audit --no-fund || exit /b 3)
call npm run build || exit /b 3
popd
dotnet build src\Edge -c Release -v quiet || exit /b 3
dotnet src\Edge\bin\Release\net10.0\Edge.dll demo %*
